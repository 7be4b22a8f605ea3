package org.pellucid.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.model.Model;
import org.pellucid.shell.base.Call;
import org.pellucid.shell.base.Suggestion;

/** Checks shared by the commands that run a model: what is wrong is said before any work is done. */
final class ModelRun {
    private static final long PATIENCE_MILLIS = 2000;
    private static final long PERIOD_MILLIS = 20;
    /** May follow a method's name, with the version asked for. */
    private static final char VERSION = '@';

    private ModelRun() {
    }

    /**
     * Fails early for a device that is not present. The device by default is not checked: that would cost a short
     * command time, and compiling says the same.
     */
    static void requireDevice(Call call, ExplainSettings settings) throws PellucidException, InterruptedException {
        if (!settings.device().equalsIgnoreCase(ExplainSettings.DEFAULTS.device())) {
            call.services().devices().require(settings.device());
        }
    }

    /** Loads the model, once it is known that its device is present; to be closed by the caller. */
    static Model load(Call call, ExplainSettings settings) throws PellucidException, InterruptedException {
        requireDevice(call, settings);
        return call.services().models().load(ModelOptions.model(call));
    }

    /** Says what should be known of the model: what its file leaves unsaid, and what was assumed. */
    static void note(Call call, List<String> notes) {
        notes.forEach(note -> call.console().note("Note: " + note));
    }

    /**
     * Says the same before a long run.
     *
     * @return what was said, so that it is not said again
     */
    static List<String> note(Call call, Explainer explainer, Model model, ExplainSettings settings)
            throws PellucidException {
        List<String> notes = explainer.notes(model, settings);
        note(call, notes);
        return notes;
    }

    /** What computed an explanation, for a line of its own: the precision tells figures apart that should be equal. */
    static String device(Explanation explanation) {
        return "Device: " + explanation.device() + ", " + explanation.precision();
    }

    /** Fails early for a method that is not present, after a moment in which it may be being swapped. */
    static void requireMethod(Explainer explainer, String asked) throws UsageException, InterruptedException {
        String name = asked.indexOf(VERSION) < 0 ? asked : asked.substring(0, asked.indexOf(VERSION));
        long begun = System.nanoTime();
        while (!name.equals(ExplainSettings.DEFAULTS.method())) {
            List<String> present = explainer.methods().stream().map(m -> m.name()).distinct().toList();
            if (present.contains(name)) {
                return;
            }
            if ((System.nanoTime() - begun) / 1_000_000 > PATIENCE_MILLIS) {
                List<String> all = new ArrayList<>(List.of(ExplainSettings.DEFAULTS.method()));
                all.addAll(present);
                throw new UsageException("unknown method '" + asked + "'" + Suggestion.of(name, all) + "; there are: "
                        + String.join(", ", all));
            }
            Thread.sleep(PERIOD_MILLIS);
        }
    }
}
