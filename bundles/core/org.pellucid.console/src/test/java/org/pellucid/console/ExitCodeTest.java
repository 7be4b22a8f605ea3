package org.pellucid.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.api.DeviceException;
import org.pellucid.api.InputException;
import org.pellucid.api.MethodException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;

class ExitCodeTest {
    @Test
    void tells_whose_fault_it_was() {
        assertThat(ExitCode.of(new InputException(""))).isEqualTo(1);
        assertThat(ExitCode.of(new OutputException(""))).isEqualTo(1);
        assertThat(ExitCode.of(new UsageException(""))).isEqualTo(2);
        assertThat(ExitCode.of(new ModelException(""))).isEqualTo(3);
        assertThat(ExitCode.of(new DeviceException(""))).isEqualTo(3);
        assertThat(ExitCode.of(new MethodException(""))).isEqualTo(3);
        assertThat(ExitCode.of(new NativeRuntimeException(""))).isEqualTo(3);
        assertThat(ExitCode.of(new IllegalStateException(""))).isEqualTo(3);
    }

    @Test
    void messages_take_one_line() {
        assertThat(OneLine.of(new UsageException(" a\n  b\n"))).isEqualTo("a b");
        assertThat(OneLine.of(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(OneLine.of(new IllegalStateException("x"))).isEqualTo("IllegalStateException: x");
    }
}
