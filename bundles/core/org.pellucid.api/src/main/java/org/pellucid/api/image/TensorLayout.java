package org.pellucid.api.image;

/** Order of a model input's dimensions. */
public enum TensorLayout {
    /** Batch, channel, row, column. */
    NCHW,
    /** Batch, row, column, channel. */
    NHWC
}
