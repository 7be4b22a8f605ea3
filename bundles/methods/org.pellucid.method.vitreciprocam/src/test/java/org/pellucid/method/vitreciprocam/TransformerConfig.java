package org.pellucid.method.vitreciprocam;

import java.util.Random;

/** What a small random vision transformer is like; everything the method has to cope with varies. */
record TransformerConfig(long seed, int rows, int columns, int extra, int heads, int headWidth, int depth, Block block,
        Norm norm, Projection projection, boolean projectionBias, AttentionKind attention, boolean finalNorm,
        boolean normSelected, Selection selection, Head head, boolean dynamicBatch, boolean literalBatch) {
    static final int CLASSES = 7;
    static final int PATCH = 3;

    /** How attention and hidden layers are added to the stream. */
    enum Block {
        PRE_NORM, POST_NORM, SCALED, PARALLEL
    }

    /** How much of a LayerNorm is left in the graph. */
    enum Norm {
        FULL, SCALE_ONLY, FOLDED, DECOMPOSED
    }

    /** How query, key and value are made. */
    enum Projection {
        SPLIT, GATHER, THREE, VARIADIC
    }

    /** How they attend. */
    enum AttentionKind {
        FUSED, FUSED_SCALED, SCALED_QUERY, SCALED_SCORES, DIVIDED_SCORES, TRANSPOSED_KEY,
        /** The root of the scale is computed from shapes and multiplies query and key, as ONNX has it. */
        ROOT_OF_SHAPE,
        /** As {@link #ROOT_OF_SHAPE}, fused by a converter. */
        FUSED_ROOT_OF_SHAPE,
        /** A relative position bias, as mask of a fused attention. */
        FUSED_BIASED,
        /** A relative position bias added to the scores. */
        BIASED_SCORES,
        /** Query and key of the patches are turned by their positions. */
        ROTARY;

        /** @return whether what a token sees depends on where it is */
        boolean positional() {
            return this == FUSED_BIASED || this == BIASED_SCORES || this == ROTARY;
        }
    }

    /** How the head reads the class token. */
    enum Selection {
        GATHER, GATHER_KEEPING, SLICE, STRIDED, STRIDED_SHRINKING
    }

    /** What follows. */
    enum Head {
        LINEAR, NO_BIAS, HIDDEN, AVERAGED, SOFTMAX,
        /** The average of all tokens. */
        POOLED,
        /** The average of the patches. */
        PATCHES,
        /** The class token beside the average of the patches. */
        CLASS_AND_PATCHES;

        /** @return whether patches are averaged */
        boolean averages() {
            return this == POOLED || this == PATCHES || this == CLASS_AND_PATCHES;
        }
    }

    int width() {
        return heads * headWidth;
    }

    int tokens() {
        return extra + rows * columns;
    }

    int batch() {
        return dynamicBatch ? -1 : 1;
    }

    /** @return one the collapsed form is possible for */
    static TransformerConfig random(long seed) {
        Random random = new Random(seed * 7919 + 5);
        // the first numbers of neighbouring seeds are alike
        random.nextDouble();
        int extra = 1 + Math.max(0, random.nextInt(5) - 2);
        boolean dynamic = random.nextBoolean();
        Head head = extra > 1 && random.nextBoolean() ? Head.AVERAGED
                : pick(random, Head.LINEAR, Head.NO_BIAS, Head.HIDDEN, Head.SOFTMAX, Head.POOLED, Head.PATCHES,
                        Head.CLASS_AND_PATCHES);
        AttentionKind attention = pick(random, AttentionKind.values());
        while (head.averages() && attention.positional()) {
            attention = pick(random, AttentionKind.values());
        }
        return new TransformerConfig(seed, 2 + random.nextInt(5), 2 + random.nextInt(5), extra, 1 + random.nextInt(4),
                4 + 4 * random.nextInt(3), 1 + random.nextInt(3), pick(random, Block.values()),
                pick(random, Norm.values()), pick(random, Projection.values()), random.nextInt(4) > 0, attention,
                random.nextInt(4) > 0, random.nextBoolean(), pick(random, Selection.values()), head, dynamic,
                !dynamic && random.nextInt(3) == 0);
    }

    @SafeVarargs
    private static <E> E pick(Random random, E... values) {
        return values[random.nextInt(values.length)];
    }

    /** @return the same with a batch of 1 where it was open */
    TransformerConfig withFixedBatch() {
        return with(extra, depth, attention, head, false);
    }

    TransformerConfig withHead(Head other) {
        return with(extra, depth, attention, other, dynamicBatch);
    }

    TransformerConfig withAttention(AttentionKind other) {
        return with(extra, depth, other, head, dynamicBatch);
    }

    TransformerConfig withExtra(int other) {
        return with(other, depth, attention, head, dynamicBatch);
    }

    TransformerConfig withDepth(int other) {
        return with(extra, other, attention, head, dynamicBatch);
    }

    private TransformerConfig with(int newExtra, int newDepth, AttentionKind newAttention, Head newHead,
            boolean newDynamicBatch) {
        return new TransformerConfig(seed, rows, columns, newExtra, heads, headWidth, newDepth, block, norm, projection,
                projectionBias, newAttention, finalNorm, normSelected, selection, newHead, newDynamicBatch,
                literalBatch);
    }
}
