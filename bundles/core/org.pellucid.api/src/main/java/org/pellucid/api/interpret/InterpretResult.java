package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run did. With {@link ExistingRun#RESUME} this includes what earlier runs did.
 *
 * @param manifest the manifest
 * @param report   the HTML report, if asked for
 * @param matrices the matrices in the order of the use cases; one for print follows that for the screen
 * @param done     pictures done
 * @param failed   pictures that failed, missing ones included
 * @param missing  ids that are not in the data set, the first 1,000
 * @param notes    what should be known besides: classes that are not the model's, say
 * @param triage   what triage found, if that was the task
 * @param strategies by which the model decides for its classes, if they were the task; shortcuts first
 */
public record InterpretResult(Path manifest, Optional<Path> report, List<Path> matrices, long done, long failed,
        List<String> missing, List<String> notes, Optional<TriageSummary> triage, List<Strategy> strategies) {
    /** Copies the lists. */
    public InterpretResult {
        matrices = List.copyOf(matrices);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
        strategies = List.copyOf(strategies);
    }
}
