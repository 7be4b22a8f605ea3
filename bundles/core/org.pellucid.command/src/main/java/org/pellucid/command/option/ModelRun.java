package org.pellucid.command.option;

import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;

/** Checks shared by the commands that run a model: what is wrong is said before any work is done. */
public final class ModelRun {
    private ModelRun() {
    }

    /**
     * Fails early for a device that is not present. The device by default is not checked: that would cost a short
     * command time, and compiling says the same.
     */
    public static void requireDevice(CommandCall call, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        if (!settings.device().equalsIgnoreCase(ExplainSettings.DEFAULTS.device())) {
            call.service(DeviceService.class).require(settings.device());
        }
    }

    /** Loads the model, once it is known that its device is present; to be closed by the caller. */
    public static Model load(CommandCall call, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        requireDevice(call, settings);
        return load(call, settings, ModelOptions.model(call));
    }

    /** Loads a model, its open sides closed by the size asked for; to be closed by the caller. */
    public static Model load(CommandCall call, ExplainSettings settings, String nameOrFile)
            throws PellucidException, InterruptedException {
        PreprocessingChoice choice = settings.preprocessing();
        LoadOptions.Builder options = LoadOptions.builder().untrusted(call.arguments().has(ModelOptions.ISOLATED));
        if (choice.width().isPresent() && choice.height().isPresent()) {
            options.size(choice.width().get(), choice.height().get());
        }
        return call.service(ModelLoader.class).load(nameOrFile, options.build());
    }

    /** Says what should be known of the model: what its file leaves unsaid, and what was assumed. */
    public static void note(CommandCall call, List<String> notes) {
        notes.forEach(note -> call.console().note("Note: " + note));
    }

    /**
     * Says the same before a long run.
     *
     * @return what was said, so that it is not said again
     */
    public static List<String> note(CommandCall call, Explainer explainer, Model model, ExplainSettings settings)
            throws PellucidException {
        List<String> notes = explainer.notes(model, settings);
        note(call, notes);
        return notes;
    }

    /** What computed an answer, for a line of its own: the precision tells figures apart that should be equal. */
    public static String device(Classification answer) {
        return "Device: " + answer.device() + ", " + answer.precision();
    }
}
