package org.pellucid.api.model.spi;

import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;

/**
 * What to compile a model for.
 *
 * @param device    device name as OpenVINO spells it: {@code CPU}, {@code AUTO}, {@code GPU.1}
 * @param precision arithmetic
 * @param hint      latency or throughput
 * @param rewrite   the definition to compile instead of the model's own
 */
public record CompileRequest(String device, Precision precision, PerformanceHint hint, Optional<Rewrite> rewrite) {
    /** Checks for {@code null}. */
    public CompileRequest {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(rewrite, "rewrite");
    }
}
