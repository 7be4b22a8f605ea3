package org.pellucid.api.interpret;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.dataset.DatasetClass;

/**
 * What a use-case file says.
 *
 * @param name   of the file, for reports
 * @param labels display name and model class index, by the data set's id of the class; they override what the data set
 *               says itself
 * @param cases  in the order of the file
 * @param layout of the figures, if the file names one
 */
public record UseCases(String name, Map<String, DatasetClass> labels, List<UseCase> cases,
        Optional<FigureLayout> layout) {
    /** Checks for {@code null}, copies the collections. */
    public UseCases {
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
        cases = List.copyOf(cases);
        Objects.requireNonNull(layout, "layout");
    }

    /**
     * No layout is named.
     *
     * @param name   of the file, for reports
     * @param labels of the data set's classes
     * @param cases  in the order of the file
     */
    public UseCases(String name, Map<String, DatasetClass> labels, List<UseCase> cases) {
        this(name, labels, cases, Optional.empty());
    }
}
