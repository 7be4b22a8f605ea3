package org.pellucid.openvino;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a runtime of its own that keeps models in a folder of the test; in the end no native object is left. */
abstract class FixtureTest {
    @TempDir
    Path folder;
    Fixture fixture;

    @BeforeEach
    void open() {
        fixture = new Fixture(folder.resolve("cache"));
    }

    @AfterEach
    void close() {
        assertThat(fixture.runtime.alive()).hasValue(0);
        fixture.close();
    }
}
