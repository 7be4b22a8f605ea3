package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.testkit.TestData;

/** What a library prints that nobody asked. */
class QuietTest {
    @TempDir
    private Path folder;

    private Child.Printed run(boolean log) throws Exception {
        Child.Printed printed = Child.run(folder, System.getProperty("java.class.path"), QuietHost.class,
                TestData.models(), TestData.sample("chelsea.png"), folder.resolve("maps-" + log), log);
        assertThat(printed.exitCode()).as(printed.errors()).isZero();
        return printed;
    }

    @Test
    void nothing_is_printed_unless_it_is_asked_for() throws Exception {
        Child.Printed printed = run(false);
        assertThat(printed.output()).isEmpty();
        assertThat(printed.errors()).isEmpty();
    }

    @Test
    void the_log_goes_where_the_application_says() throws Exception {
        Child.Printed printed = run(true);
        assertThat(printed.output()).isEmpty();
        assertThat(printed.errors()).contains("Insertion layer of vit-reciprocam in shapes-vit");
    }
}
