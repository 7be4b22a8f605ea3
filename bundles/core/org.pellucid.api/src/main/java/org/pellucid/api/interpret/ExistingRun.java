package org.pellucid.api.interpret;

/** What to do where the output folder already holds a run. */
public enum ExistingRun {
    /** Nothing is touched. */
    REFUSE,
    /** What is done stays, the rest is done, what failed is tried again. */
    RESUME,
    /** Its files are deleted. */
    OVERWRITE
}
