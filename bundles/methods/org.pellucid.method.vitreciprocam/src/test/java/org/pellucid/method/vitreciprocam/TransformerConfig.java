package org.pellucid.method.vitreciprocam;

import java.util.Random;

/** What a small random vision transformer is like; everything the method has to cope with varies. */
record TransformerConfig(long seed, int rows, int columns, int extra, int heads, int headWidth, int depth, Norm norm,
        Projection projection, boolean projectionBias, AttentionKind attention, boolean finalNorm, boolean normSelected,
        Selection selection, Head head, boolean dynamicBatch, boolean literalBatch) {
    static final int CLASSES = 7;
    static final int PATCH = 3;

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
        FUSED, FUSED_SCALED, SCALED_QUERY, SCALED_SCORES, DIVIDED_SCORES, TRANSPOSED_KEY
    }

    /** How the head reads the class token. */
    enum Selection {
        GATHER, GATHER_KEEPING, SLICE, STRIDED, STRIDED_SHRINKING
    }

    /** What follows. */
    enum Head {
        LINEAR, NO_BIAS, HIDDEN, AVERAGED, SOFTMAX, POOLED
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
        return new TransformerConfig(seed, 2 + random.nextInt(5), 2 + random.nextInt(5), extra, 1 + random.nextInt(4),
                4 + 4 * random.nextInt(3), 1 + random.nextInt(3), pick(random, Norm.values()),
                pick(random, Projection.values()), random.nextInt(4) > 0, pick(random, AttentionKind.values()),
                random.nextInt(4) > 0, random.nextBoolean(), pick(random, Selection.values()),
                extra > 1 && random.nextBoolean() ? Head.AVERAGED
                        : pick(random, Head.LINEAR, Head.NO_BIAS, Head.HIDDEN, Head.SOFTMAX),
                dynamic, !dynamic && random.nextInt(3) == 0);
    }

    @SafeVarargs
    private static <E> E pick(Random random, E... values) {
        return values[random.nextInt(values.length)];
    }

    /** @return the same with a batch of 1 where it was open */
    TransformerConfig withFixedBatch() {
        return with(extra, depth, head, false);
    }

    TransformerConfig withHead(Head other) {
        return with(extra, depth, other, dynamicBatch);
    }

    TransformerConfig withExtra(int other) {
        return with(other, depth, head, dynamicBatch);
    }

    TransformerConfig withDepth(int other) {
        return with(extra, other, head, dynamicBatch);
    }

    private TransformerConfig with(int newExtra, int newDepth, Head newHead, boolean newDynamicBatch) {
        return new TransformerConfig(seed, rows, columns, newExtra, heads, headWidth, newDepth, norm, projection,
                projectionBias, attention, finalNorm, normSelected, selection, newHead, newDynamicBatch, literalBatch);
    }
}
