package org.pellucid.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.pellucid.api.explain.spi.ExplainMethod;

/** Tests of a method on the real runtime, which they share; in the end no native object is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MethodTest {
    /** The runtime with the method. */
    protected final PlainRuntime runtime;

    /** @param method tested */
    protected MethodTest(ExplainMethod method) {
        runtime = new PlainRuntime(method);
    }

    @AfterAll
    protected final void close() {
        runtime.close();
        assertEquals(0, runtime.nativeObjects());
    }
}
