package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.testkit.Mutants;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;

/** IRs that were changed at random are explained, or refused with an error that is declared. */
class MutatedModelsTest {
    /** What went wrong once: a file that says it has two billion classes. */
    private static final List<Long> KNOWN_SEEDS = List.of(1660L);
    private static final int SIZE = 32;

    @TempDir
    private Path folder;

    @Test
    void a_mutated_model_is_explained_or_refused() throws Exception {
        Mutants mutants = new Mutants(TestData.twin("twin.xml"), folder);
        try (PlainRuntime runtime = new PlainRuntime(new ReciproCam())) {
            for (long seed : LongStream.concat(KNOWN_SEEDS.stream().mapToLong(Long::longValue),
                    LongStream.range(Mutants.FIRST_SEED, Mutants.FIRST_SEED + Mutants.COUNT)).toArray()) {
                mutants.explain(runtime, seed, SIZE, SIZE);
            }
            assertThat(runtime.nativeObjects()).isZero();
        }
        // else the changes are too wild to test anything but the first check
        assertThat(mutants.explained()).as("explained, while %s were refused", mutants.refused())
                .isGreaterThan(Mutants.COUNT / 20);
        assertThat(mutants.refused()).isGreaterThan(Mutants.COUNT / 4);
    }
}
