package org.pellucid.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.whiteboard.Offer;

/**
 * What follows from a model, settings and the methods present, whichever the picture. Working it out takes as long as a
 * twentieth of an inference of a small model, so it is kept for the next picture.
 *
 * @param settings   asked for
 * @param boardState of the methods present
 * @param offer      of the method; {@code null} for a prediction
 * @param labels     names of the classes
 * @param preset     what is done to pictures; empty if a preprocessor does it, which may come and go
 * @param options    of the method, those configured included
 * @param notes      what should be known of model and settings
 */
record Plan(ExplainSettings settings, long boardState, Offer<KnownMethod> offer, Labels labels,
        Optional<Preprocessing> preset, Map<String, String> options, List<String> notes) {
}
