package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.model.spi.RuntimeMonitor;
import org.pellucid.testkit.TestData;

/** Tests of one Pellucid, which is opened before them and must hold nothing native when they are done. */
abstract class OpenedTest {
    static Pellucid pellucid;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        pellucid = Pellucid.open(TestData.models());
    }

    @AfterAll
    static void close() {
        pellucid.close();
        assertThat(((RuntimeMonitor) pellucid.models()).nativeObjects()).isZero();
    }
}
