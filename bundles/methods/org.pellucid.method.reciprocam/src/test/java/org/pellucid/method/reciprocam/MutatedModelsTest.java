package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;

/**
 * IRs that were changed at random are explained, or refused with an error that is declared. A file that is not is kept
 * in {@code target/mutants}, and its name says its seed.
 */
class MutatedModelsTest {
    /** How many; {@code -Dpellucid.test.mutants=21000} tries more, {@code -Dpellucid.test.seed=N} begins elsewhere. */
    private static final int MUTANTS = Integer.getInteger("pellucid.test.mutants", 100);
    private static final long FIRST_SEED = Long.getLong("pellucid.test.seed", 0);
    /** What went wrong once: a file that says it has two billion classes. */
    private static final List<Long> KNOWN_SEEDS = List.of(1660L);
    private static final Pattern NUMBER = Pattern.compile("(?<=[\" ,>])-?\\d+(?=[\" ,<])");
    private static final Pattern ID = Pattern.compile("(?<=(?:id|layer|port)=\")\\d+");
    private static final Pattern TYPE = Pattern.compile("(?<=type=\")[A-Za-z]+(?=\" version)");
    private static final Pattern ELEMENT_TYPE = Pattern.compile("(?<=element_type=\")\\w+");
    private static final Pattern EDGE = Pattern.compile("<edge [^>]*/>");
    private static final Pattern DIMENSION = Pattern.compile("<dim>\\d+</dim>");
    private static final String[] NUMBERS = {"-1", "0", "1", "2", "7", "64", "2147483647", "-2147483648",
            "4294967296", "9223372036854775807", "99999999999999999999"};
    private static final String[] TYPES = {"Add", "Concat", "Const", "Constant", "Gather", "If", "Interpolate", "Loop",
            "MatMul", "MaxPool", "Parameter", "ReadValue", "Reshape", "Result", "ShapeOf", "SoftMax", "Split",
            "TensorIterator", "Transpose", "Unknown"};
    private static final String[] ELEMENT_TYPES = {"f16", "bf16", "f64", "i64", "u8", "i4", "boolean", "string",
            "undefined"};

    @TempDir
    private Path folder;

    /** Changes a definition one to three times, in a way that the seed alone decides. */
    private static byte[] mutant(String definition, Random random) {
        String xml = definition;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            xml = switch (random.nextInt(8)) {
                case 0 -> replaced(xml, NUMBER, random, NUMBERS);
                case 1 -> replaced(xml, ID, random, "0", "1", "3", "8", "15", "400");
                case 2 -> replaced(xml, TYPE, random, TYPES);
                case 3 -> replaced(xml, ELEMENT_TYPE, random, ELEMENT_TYPES);
                case 4 -> replaced(xml, EDGE, random, "");
                case 5 -> replaced(xml, EDGE, random, edge(random));
                case 6 -> replaced(xml, DIMENSION, random, "", "<dim>-1</dim>", "<dim>0</dim>", "<dim>9</dim>");
                default -> flipped(xml, random);
            };
        }
        return xml.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String replaced(String xml, Pattern what, Random random, String... by) {
        List<MatchResult> found = new ArrayList<>();
        for (Matcher matcher = what.matcher(xml); matcher.find();) {
            found.add(matcher.toMatchResult());
        }
        if (found.isEmpty()) {
            return xml;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return xml.substring(0, one.start()) + by[random.nextInt(by.length)] + xml.substring(one.end());
    }

    /** Back or forth, so that circles come about. */
    private static String edge(Random random) {
        return "<edge from-layer=\"" + random.nextInt(18) + "\" from-port=\"" + random.nextInt(3) + "\" to-layer=\""
                + random.nextInt(18) + "\" to-port=\"" + random.nextInt(3) + "\"/>";
    }

    private static String flipped(String xml, Random random) {
        int at = random.nextInt(xml.length());
        return xml.substring(0, at) + (char) (xml.charAt(at) ^ 1 << random.nextInt(8)) + xml.substring(at + 1);
    }

    @Test
    void a_mutated_model_is_explained_or_refused() throws Exception {
        String definition = Files.readString(TestData.twin("twin.xml"), StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("mutant.xml");
        Files.copy(TestData.twin("twin.bin"), folder.resolve("mutant.bin"));
        Picture picture = new Picture("black", 32, 32, new byte[3 * 32 * 32]);
        int explained = 0;
        int refused = 0;
        try (PlainRuntime runtime = new PlainRuntime(new ReciproCam())) {
            for (long seed : LongStream.concat(KNOWN_SEEDS.stream().mapToLong(Long::longValue),
                    LongStream.range(FIRST_SEED, FIRST_SEED + MUTANTS)).toArray()) {
                byte[] mutant = mutant(definition, new Random(seed));
                Files.write(file, mutant);
                try (Model model = runtime.models().load(file.toString(),
                        LoadOptions.builder().untrusted(true).build())) {
                    runtime.explainer().fits(model);
                    runtime.explainer().explain(model, picture, ExplainSettings.DEFAULTS, new Targets.Top(2),
                            Progress.NONE);
                    explained++;
                } catch (PellucidException e) {
                    refused++;
                    assertThat(e.getMessage()).as("seed %s", seed).isNotBlank().doesNotContain("\n");
                } catch (RuntimeException | Error e) {
                    Path kept = Files.createDirectories(Path.of("target/mutants")).resolve(seed + ".xml");
                    Files.write(kept, mutant);
                    fail("seed " + seed + ", kept as " + kept, e);
                }
            }
            assertThat(runtime.nativeObjects()).isZero();
        }
        // else the changes are too wild to test anything but the first check
        assertThat(explained).as("explained, while %s were refused", refused).isGreaterThan(MUTANTS / 20);
        assertThat(refused).isGreaterThan(MUTANTS / 4);
    }
}
