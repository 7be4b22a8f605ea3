package org.pellucid.api.diff;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.pellucid.api.evaluate.FailedPicture;

/** What a comparison of two models found. */
public final class Diff {
    private final String older;
    private final String newer;
    private final Map<String, Double> figures;
    private final List<RuleResult> rules;
    private final List<FailedPicture> failures;
    private final List<String> findings;
    private final List<Path> files;

    private Diff(String older, String newer, Map<String, Double> figures, List<RuleResult> rules,
            List<FailedPicture> failures, List<String> findings, List<Path> files) {
        this.older = Objects.requireNonNull(older, "older");
        this.newer = Objects.requireNonNull(newer, "newer");
        this.figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        this.rules = List.copyOf(rules);
        this.failures = List.copyOf(failures);
        this.findings = List.copyOf(findings);
        this.files = List.copyOf(files);
    }

    /**
     * {@return a result}
     *
     * @param older    name of the old model
     * @param newer    name of the new model
     * @param figures  by their path in {@code diff.json}, NaN where not known
     * @param rules    what became of the rules
     * @param failures pictures that could not be compared, the first of them
     * @param findings sentences that say what was found
     * @param files    written
     */
    public static Diff of(String older, String newer, Map<String, Double> figures, List<RuleResult> rules,
            List<FailedPicture> failures, List<String> findings, List<Path> files) {
        return new Diff(older, newer, figures, rules, failures, findings, files);
    }

    /** {@return the name of the old model} */
    public String older() {
        return older;
    }

    /** {@return the name of the new model} */
    public String newer() {
        return newer;
    }

    /** {@return every figure by its path in {@code diff.json}, such as {@code drift.p95}; NaN where not known} */
    public Map<String, Double> figures() {
        return figures;
    }

    /**
     * {@return a figure; empty if there is none of that path or it is not known}
     *
     * @param path as rules name it, such as {@code cells.same_moved}
     */
    public OptionalDouble figure(String path) {
        Double value = figures.get(path);
        return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return what became of the rules, in their order} */
    public List<RuleResult> rules() {
        return rules;
    }

    /** {@return whether no rule failed} */
    public boolean passed() {
        return rules.stream().allMatch(RuleResult::passed);
    }

    /** {@return pictures that could not be compared, the first of them} */
    public List<FailedPicture> failures() {
        return failures;
    }

    /** {@return sentences that say what was found} */
    public List<String> findings() {
        return findings;
    }

    /** {@return the files written} */
    public List<Path> files() {
        return files;
    }

    /** Returns the models and the first finding. */
    @Override
    public String toString() {
        return older + " -> " + newer + (findings.isEmpty() ? "" : ": " + findings.get(0));
    }
}
