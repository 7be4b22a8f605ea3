package org.pellucid.method.vitreciprocam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.blackbox.DeclaredOption;
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
    private static final DeclaredOption<Integer> K = DeclaredOption.whole("k", 1, 1, 1000,
            "block in front of which tokens are hidden, counted from the output; instead, --layer names the layer in "
                    + "front of the block")
            .rangeIs("1..number of blocks");
    private static final DeclaredOption<Boolean> USE_GAUSSIAN = DeclaredOption.flag("use_gaussian", true,
            "true: keep a 3x3 neighbourhood, weighted 1/4, 1/8, 1/16; false: keep a single token");
    private static final DeclaredOption<Boolean> CLS_TOKEN = DeclaredOption.flag("cls_token", true,
            "true: keep the class token; false: zero it like the hidden patches");
    private static final DeclaredOption<Said> FINAL_NORM = DeclaredOption.choice("final_norm", Said.AUTO,
            "whether the model has a normalisation after its last block: found in the graph, what is said here is "
                    + "only checked");
    private static final DeclaredOption<Form> FORM = DeclaredOption.choice("form", Form.AUTO,
            "collapsed: compute only what the class token sees, exact and quick; literal: run every masked sequence "
                    + "through block and head; auto: collapsed where the graph allows it");

    /** What belongs to one model comes first: it cannot be configured. */
    static final List<DeclaredOption<?>> ALL = List.of(K, USE_GAUSSIAN, CLS_TOKEN, FINAL_NORM, FORM);

    /** How it is computed. */
    enum Form {
        AUTO, COLLAPSED, LITERAL
    }

    /** What a caller says of the model. */
    enum Said {
        AUTO, TRUE, FALSE
    }

    static VitOptions of(MethodContext context) throws UsageException {
        OptionReader reader = new OptionReader(VitReciproCam.NAME, context.options());
        if (context.layer().isPresent() && context.options().containsKey(K.name())) {
            throw new UsageException("option " + K.name() + "=" + context.options().get(K.name()) + " of method "
                    + VitReciproCam.NAME + " and layer '" + context.layer().get()
                    + "' both choose the block: give one of them");
        }
        return new VitOptions(reader.get(K), context.layer(),
                reader.get(USE_GAUSSIAN),
                reader.get(CLS_TOKEN),
                reader.get(FINAL_NORM),
                reader.get(FORM));
    }

    void checkFinalNorm(Transformer transformer) throws UsageException {
        if (finalNorm != Said.AUTO && finalNorm == Said.TRUE != transformer.hasFinalNorm()) {
            throw new UsageException("option " + FINAL_NORM.name() + "=" + finalNorm.name().toLowerCase(Locale.ROOT)
                    + " of method " + VitReciproCam.NAME + ": the model has "
                    + (transformer.hasFinalNorm() ? "a" : "no") + " normalisation behind its last block; leave it out");
        }
    }
}
