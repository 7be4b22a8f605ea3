package org.pellucid.web;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Precision;
import org.pellucid.web.http.Refusal;

/**
 * What a page asks about a picture. Whatever is missing holds its default.
 *
 * @param picture   hash
 * @param model     name
 * @param method    name, {@code auto}, or empty for a prediction without maps
 * @param targets   as on the command line
 * @param device    name
 * @param precision name
 * @param options   of the method
 * @param seed      of everything random
 * @param most      classes that are told of even if nobody asked for them
 */
record Ask(String picture, String model, String method, String targets, String device, String precision,
        Map<String, String> options, Long seed, Integer most) {
    private static final int MOST = 10;
    private static final int LONGEST_LIST = 1000;

    Ask {
        method = Objects.requireNonNullElse(method, "");
        targets = Objects.requireNonNullElse(targets, "predicted");
        device = Objects.requireNonNullElse(device, ExplainSettings.DEFAULTS.device());
        precision = Objects.requireNonNullElse(precision, "auto");
        options = options == null ? Map.of() : Map.copyOf(options);
        seed = Objects.requireNonNullElse(seed, 0L);
        most = Math.min(LONGEST_LIST, Objects.requireNonNullElse(most, MOST));
    }

    /** @throws Refusal if it does not say what about */
    Ask checked() throws Refusal {
        if (picture == null || model == null) {
            throw new Refusal(Refusal.BAD_REQUEST, "picture and model must be named");
        }
        return this;
    }

    boolean isPrediction() {
        return method.isEmpty();
    }

    Targets wanted() throws UsageException {
        return Targets.parse(targets, Targets.THRESHOLD);
    }

    ExplainSettings settings() throws UsageException {
        ExplainSettings.Builder settings = ExplainSettings.builder().device(device).precision(precision(precision))
                .seed(seed);
        return (isPrediction() ? settings : settings.method(method).options(options)).build();
    }

    private static Precision precision(String name) throws UsageException {
        try {
            return Precision.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("there is no precision " + name + "; there are auto, f32, bf16, f16, int8", e);
        }
    }
}
