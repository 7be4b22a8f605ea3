package org.pellucid.api.evaluate;

import java.util.List;
import java.util.Objects;

/**
 * Says what a metric is, for lists and help texts. Begin with {@link #of} and add what there is to say: a metric built
 * before something could be said of metrics still works.
 */
public final class MetricDescription {
    private final String name;
    private final String summary;
    private final String paper;
    private final String cost;
    private final List<MetricValue> values;

    private MetricDescription(String name, String summary, String paper, String cost, List<MetricValue> values) {
        this.name = Objects.requireNonNull(name, "name");
        this.summary = Objects.requireNonNull(summary, "summary");
        this.paper = Objects.requireNonNull(paper, "paper");
        this.cost = Objects.requireNonNull(cost, "cost");
        this.values = List.copyOf(values);
    }

    /**
     * {@return a description that says no more than this}
     *
     * @param name the service property {@link org.pellucid.api.evaluate.spi.Metric#METRIC}
     */
    public static MetricDescription of(String name) {
        return new MetricDescription(name, "", "", "", List.of());
    }

    /**
     * {@return this description with another summary}
     *
     * @param newSummary one or two sentences
     */
    public MetricDescription summary(String newSummary) {
        return new MetricDescription(name, newSummary, paper, cost, values);
    }

    /**
     * {@return this description with another paper}
     *
     * @param newPaper author, title, year, and where to find it
     */
    public MetricDescription paper(String newPaper) {
        return new MetricDescription(name, summary, newPaper, cost, values);
    }

    /**
     * {@return this description with another cost}
     *
     * @param newCost for a picture and a method, in inferences or explanations
     */
    public MetricDescription cost(String newCost) {
        return new MetricDescription(name, summary, paper, newCost, values);
    }

    /**
     * {@return this description with another list of values}
     *
     * @param newValues the numbers that the metric gives
     */
    public MetricDescription values(List<MetricValue> newValues) {
        return new MetricDescription(name, summary, paper, cost, newValues);
    }

    /** {@return the service property {@link org.pellucid.api.evaluate.spi.Metric#METRIC}} */
    public String name() {
        return name;
    }

    /** {@return what the metric measures, one or two sentences} */
    public String summary() {
        return summary;
    }

    /** {@return author, title, year, and where to find it} */
    public String paper() {
        return paper;
    }

    /** {@return the cost of a picture and a method, in inferences or explanations} */
    public String cost() {
        return cost;
    }

    /** {@return the numbers that the metric gives} */
    public List<MetricValue> values() {
        return values;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MetricDescription that && name.equals(that.name)
                && summary.equals(that.summary)
                && paper.equals(that.paper)
                && cost.equals(that.cost)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, summary, paper, cost, values);
    }

    /** Returns name and summary. */
    @Override
    public String toString() {
        return name + ": " + summary;
    }
}
