package org.pellucid.method.vitreciprocam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.blackbox.OptionReader;

/**
 * The options, checked.
 *
 * @param k         which block, counted from the output, 1 for the last
 * @param layer     the layer in front of the block, instead of {@code k}
 * @param gaussian  a 3x3 neighbourhood rather than a single token
 * @param keepClass class token kept rather than zeroed
 * @param finalNorm what is said of a normalisation behind the last block
 * @param form      how it is computed
 */
record VitOptions(int k, Optional<String> layer, boolean gaussian, boolean keepClass, Said finalNorm, Form form) {
    private static final String K = "k";
    private static final String FINAL_NORM = "final_norm";
    private static final int MAX_BLOCKS = 1000;

    static final List<MethodOption> DESCRIPTIONS = List.of(
            MethodOption.of(K, "1", "1..number of blocks", "block in front of which tokens are hidden, counted from "
                    + "the output; instead, --layer names the layer in front of the block"),
            MethodOption.of("use_gaussian", "true", "true|false",
                    "true: keep a 3x3 neighbourhood, weighted 1/4, 1/8, 1/16; false: keep a single token"),
            MethodOption.of("cls_token", "true", "true|false",
                    "true: keep the class token; false: zero it like the hidden patches"),
            MethodOption.of(FINAL_NORM, "auto", "auto|true|false",
                    "whether the model has a normalisation behind its last block: found in the graph, what is said "
                            + "here is only checked"),
            MethodOption.of("form", "auto", "auto|collapsed|literal",
                    "collapsed: compute only what the class token sees, exact and quick; literal: run every masked "
                            + "sequence through block and head; auto: collapsed where the graph allows it"));

    /** How it is computed. */
    enum Form {
        AUTO, COLLAPSED, LITERAL
    }

    /** What a caller says of the model. */
    enum Said {
        AUTO, TRUE, FALSE
    }

    private enum Flag {
        TRUE, FALSE
    }

    static VitOptions of(MethodContext context) throws UsageException {
        OptionReader reader = new OptionReader(VitReciproCam.NAME, context.options());
        if (context.layer().isPresent() && context.options().containsKey(K)) {
            throw new UsageException("option " + K + "=" + context.options().get(K) + " of method " + VitReciproCam.NAME
                    + " and layer '" + context.layer().get() + "' both choose the block: give one of them");
        }
        return new VitOptions(reader.integer(K, 1, 1, MAX_BLOCKS), context.layer(),
                reader.choice("use_gaussian", Flag.TRUE, Flag.class) == Flag.TRUE,
                reader.choice("cls_token", Flag.TRUE, Flag.class) == Flag.TRUE,
                reader.choice(FINAL_NORM, Said.AUTO, Said.class), reader.choice("form", Form.AUTO, Form.class));
    }

    void checkFinalNorm(Transformer transformer) throws UsageException {
        if (finalNorm != Said.AUTO && finalNorm == Said.TRUE != transformer.hasFinalNorm()) {
            throw new UsageException("option " + FINAL_NORM + "=" + finalNorm.name().toLowerCase(Locale.ROOT)
                    + " of method " + VitReciproCam.NAME + ": the model has "
                    + (transformer.hasFinalNorm() ? "a" : "no") + " normalisation behind its last block; leave it out");
        }
    }
}
