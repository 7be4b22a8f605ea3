package org.pellucid.api.command;

/** The paragraphs that an overview lists the commands in, in this order. */
public enum CommandGroup {
    /** Commands that work on pictures. */
    PICTURES("Explain and predict"),
    /** Commands that work on whole data sets. */
    DATA("Data sets"),
    /** Commands that list what is there. */
    PRESENT("What is there"),
    /** Commands that measure. */
    MEASURE("Measure"),
    /** Commands that help to find out what is wrong, and the shell. */
    DIAGNOSE("Shell and diagnosis"),
    /** Commands that belong to no other group, those of plug-ins say. */
    MORE("More");

    private final String title;

    CommandGroup(String title) {
        this.title = title;
    }

    /** {@return the paragraph's title} */
    public String title() {
        return title;
    }
}
