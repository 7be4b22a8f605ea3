package org.pellucid.api.explain;

import java.util.List;
import java.util.Objects;

/**
 * Says what a method is, for lists and help texts. Begin with {@link #of} and add what there is to say: a method built
 * before something could be said of methods still works.
 */
public final class MethodDescription {
    private final String name;
    private final MethodKind kind;
    private final String summary;
    private final String paper;
    private final String cost;
    private final String advice;
    private final List<MethodOption> options;
    private final ContrastKind contrast;

    private MethodDescription(String name, MethodKind kind, String summary, String paper, String cost,
            String advice, List<MethodOption> options, ContrastKind contrast) {
        this.name = Objects.requireNonNull(name, "name");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.summary = Objects.requireNonNull(summary, "summary");
        this.paper = Objects.requireNonNull(paper, "paper");
        this.cost = Objects.requireNonNull(cost, "cost");
        this.advice = Objects.requireNonNull(advice, "advice");
        this.options = List.copyOf(options);
        this.contrast = Objects.requireNonNull(contrast, "contrast");
    }

    /**
     * {@return a description that says no more than this}
     *
     * @param name the service property {@link org.pellucid.api.explain.spi.ExplainMethod#METHOD}
     * @param kind white-box or black-box
     */
    public static MethodDescription of(String name, MethodKind kind) {
        return new MethodDescription(name, kind, "", "", "", "", List.of(), ContrastKind.NONE);
    }

    /**
     * {@return this description with another summary}
     *
     * @param newSummary one or two sentences
     */
    public MethodDescription summary(String newSummary) {
        return new MethodDescription(name, kind, newSummary, paper, cost, advice, options, contrast);
    }

    /**
     * {@return this description with another paper}
     *
     * @param newPaper author, title, year, and where to find it
     */
    public MethodDescription paper(String newPaper) {
        return new MethodDescription(name, kind, summary, newPaper, cost, advice, options, contrast);
    }

    /**
     * {@return this description with another cost}
     *
     * @param newCost roughly, in plain inferences
     */
    public MethodDescription cost(String newCost) {
        return new MethodDescription(name, kind, summary, paper, newCost, advice, options, contrast);
    }

    /**
     * {@return this description with another advice}
     *
     * @param newAdvice when to use the method, and when not
     */
    public MethodDescription advice(String newAdvice) {
        return new MethodDescription(name, kind, summary, paper, cost, newAdvice, options, contrast);
    }

    /**
     * {@return this description with another list of options}
     *
     * @param newOptions in the order in which they are listed
     */
    public MethodDescription options(List<MethodOption> newOptions) {
        return new MethodDescription(name, kind, summary, paper, cost, advice, newOptions, contrast);
    }

    /**
     * {@return this description with another way to explain contrasts; without it they are refused}
     *
     * @param newContrast how the difference of two logits is explained
     */
    public MethodDescription contrast(ContrastKind newContrast) {
        return new MethodDescription(name, kind, summary, paper, cost, advice, options, newContrast);
    }

    /** {@return the service property {@link org.pellucid.api.explain.spi.ExplainMethod#METHOD}} */
    public String name() {
        return name;
    }

    /** {@return whether the method is white-box or black-box} */
    public MethodKind kind() {
        return kind;
    }

    /** {@return what the method does, one or two sentences} */
    public String summary() {
        return summary;
    }

    /** {@return author, title, year, and where to find it} */
    public String paper() {
        return paper;
    }

    /** {@return the cost of a map, roughly, in plain inferences} */
    public String cost() {
        return cost;
    }

    /** {@return when to use the method, and when not} */
    public String advice() {
        return advice;
    }

    /** {@return the options of the method} */
    public List<MethodOption> options() {
        return options;
    }

    /** {@return how the method explains the difference of two logits} */
    public ContrastKind contrast() {
        return contrast;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MethodDescription that && name.equals(that.name)
                && kind == that.kind
                && summary.equals(that.summary)
                && paper.equals(that.paper)
                && cost.equals(that.cost)
                && advice.equals(that.advice)
                && options.equals(that.options)
                && contrast == that.contrast;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, summary, paper, cost, advice, options, contrast);
    }

    /** Returns name and summary. */
    @Override
    public String toString() {
        return name + ": " + summary;
    }
}
