package org.pellucid.command.picture;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.model.Model;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** Predicts without explaining. */
@Component(service = Command.class, property = Command.NAME + "=predict")
public final class PredictCommand extends DescribedCommand {
    private static final int DEFAULT_TOP = 5;

    /** Made by Declarative Services. */
    public PredictCommand() {
        super(CommandGroup.PICTURES, "[options] IMAGE|FOLDER|'GLOB'|-...",
                "predicts the classes of pictures, without explaining them",
                "pellucid predict cat.png", "pellucid predict --top 1 'pictures/*.jpg'");
    }

    @Override
    public String details() {
        return "Of a folder, the pictures directly in it are taken; a pattern in quotes may hold ** for folders at any"
                + " depth; - is a picture on standard input.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        options.add(CommandOption.value("top", "K",
                "how many classes to print at most, at least 1 (default " + DEFAULT_TOP + ")"));
        options.add(CommandOption.value("threshold", "P",
                "print classes of a higher probability only, 0..1; the first is always printed (default 0)"));
        PictureRun.add(options);
        return options;
    }

    @Override
    public String parts() {
        return "pictures";
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        CommandArguments arguments = call.arguments();
        ExplainSettings settings = ModelOptions.settings(call);
        int top = (int) arguments.integer("top", DEFAULT_TOP, 1, Integer.MAX_VALUE);
        double threshold = arguments.number("threshold", 0, 0, 1);
        try (PictureRun pictures = PictureRun.begin(call); Model model = ModelRun.load(call, settings)) {
            Explainer explainer = call.service(Explainer.class);
            explainer.preprocessing(model, settings.preprocessing());
            boolean[] noted = new boolean[1];
            record Answered(String shown, Classification answer) {
            }
            return pictures.each(
                    (item, progress) -> new Answered(item.shown(),
                            explainer.predict(model, item.decoded().picture(), settings, pictures.hint())),
                    done -> {
                        if (!noted[0]) {
                            noted[0] = true;
                            ModelRun.note(call, done.answer().notes());
                            call.console().note(ModelRun.device(done.answer()));
                        }
                        List<Prediction> shown = done.answer().above(threshold);
                        shown = shown.subList(0, Math.min(top, shown.size()));
                        return PictureResult.predicted(done.shown(), done.answer(), shown, pictures.form());
                    });
        }
    }
}
