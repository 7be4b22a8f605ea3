package org.pellucid.api.download;

/** What a thing in the catalogue is. */
public enum CatalogKind {
    /** A model: definition and weights. */
    MODEL,
    /** A data set, usually an archive that is unpacked. */
    DATASET,
    /** A file with the names of classes. */
    LABELS
}
