package org.pellucid.api.model;

import java.util.Locale;

/** Arithmetic a device is asked to compute in. Weights may be stored in another type. */
public enum Precision {
    /** Whatever the device does fastest (bf16 on CPUs that have it). */
    AUTO,
    /** 32-bit float: what reference maps are compared in. */
    F32,
    /** 16-bit brain float. */
    BF16,
    /** 16-bit IEEE float. */
    F16,
    /** 8-bit integers: for models that were quantised; the rest is computed as with {@link #AUTO}. */
    INT8;

    /** {@return the name used on the command line, in file names and JSON: lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
