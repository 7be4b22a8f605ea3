package org.pellucid.interpret;

import java.util.List;
import java.util.Locale;
import org.pellucid.api.interpret.Task;

/** What can be said of a prediction. */
enum Kind {
    /** The right class, with confidence. */
    RIGHT_AND_SURE("the right class, with a probability above %s", true),
    /** The right class, without. */
    RIGHT_AND_UNSURE("the right class, with a probability of %s at most", true),
    /** Another class, with confidence. */
    WRONG_AND_SURE("a wrong class, with a probability above %s", true),
    /** Two classes that both may be meant. */
    TWO_PREDICTIONS("the second class has a probability above %s too", true),
    /** Another class, without confidence. */
    WRONG_AND_UNSURE("a wrong class, with a probability of %s at most", false),
    /** The data set does not say, or the model has no such class. */
    NO_TRUTH("the true class is not known, or none of the model's", false);

    private final String note;
    private final boolean telling;

    Kind(String note, boolean telling) {
        this.note = note;
        this.telling = telling;
    }

    /** @return whether pictures of this kind are explained */
    boolean telling() {
        return telling;
    }

    String id() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    String note(Task.Triage thresholds) {
        return String.format(Locale.ROOT, note, switch (this) {
            case RIGHT_AND_SURE, RIGHT_AND_UNSURE -> thresholds.sure();
            case WRONG_AND_SURE, WRONG_AND_UNSURE -> thresholds.wrong();
            case TWO_PREDICTIONS -> thresholds.two();
            case NO_TRUTH -> "";
        });
    }

    /** @return probability above which a class of such a picture is explained */
    double explained(Task.Triage thresholds) {
        return switch (this) {
            case RIGHT_AND_SURE -> thresholds.sure();
            case RIGHT_AND_UNSURE -> thresholds.unsure();
            case WRONG_AND_SURE, WRONG_AND_UNSURE -> thresholds.wrong();
            case TWO_PREDICTIONS, NO_TRUTH -> thresholds.two();
        };
    }

    /**
     * @param two the most probable classes, most probable first
     * @return the first kind that fits, sure ones before two predictions before unsure ones
     */
    static Kind of(Truth truth, List<Scored> two, Task.Triage thresholds) {
        if (truth == null || truth.index() == null) {
            return NO_TRUTH;
        }
        double first = two.get(0).probability();
        boolean right = two.get(0).index() == truth.index();
        if (right && first > thresholds.sure()) {
            return RIGHT_AND_SURE;
        }
        if (!right && first > thresholds.wrong()) {
            return WRONG_AND_SURE;
        }
        if (two.size() > 1 && two.get(1).probability() > thresholds.two()) {
            return TWO_PREDICTIONS;
        }
        return right ? RIGHT_AND_UNSURE : WRONG_AND_UNSURE;
    }

    /** @return how telling a picture of this kind is; more is better */
    double score(List<Scored> two, Task.Triage thresholds) {
        double first = two.get(0).probability();
        return switch (this) {
            case RIGHT_AND_SURE, WRONG_AND_SURE -> first;
            // The least sure of those that would be explained at all, as the notebook chose them.
            case RIGHT_AND_UNSURE -> first > thresholds.unsure() ? 2 - first : first;
            case TWO_PREDICTIONS -> two.get(1).probability();
            case WRONG_AND_UNSURE, NO_TRUTH -> 0;
        };
    }
}
