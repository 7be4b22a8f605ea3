package org.pellucid.command.picture;

import java.util.List;
import org.apache.commons.cli.Options;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.model.Model;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommandGroup;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Result;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** Predicts without explaining. */
public final class PredictCommand implements Command {
    private static final int DEFAULT_TOP = 5;

    @Override
    public String name() {
        return "predict";
    }

    @Override
    public CommandGroup group() {
        return CommandGroup.PICTURES;
    }

    @Override
    public String summary() {
        return "predicts the classes of pictures, without explaining them";
    }

    @Override
    public String usage() {
        return "[options] IMAGE|FOLDER|'GLOB'|-...";
    }

    @Override
    public String details() {
        return "Of a folder, the pictures directly in it are taken; a pattern in quotes may hold ** for folders at any"
                + " depth; - is a picture on standard input.";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid predict cat.png", "pellucid predict --top 1 'pictures/*.jpg'");
    }

    @Override
    public Options options() {
        Options options = new Options();
        ModelOptions.add(options);
        options.addOption(CommonOptions.value(null, "top", "K",
                "how many classes to print at most, at least 1 (default " + DEFAULT_TOP + ")"));
        options.addOption(CommonOptions.value(null, "threshold", "P",
                "print classes of a higher probability only, 0..1; the first is always printed (default 0)"));
        return options;
    }

    @Override
    public String parts() {
        return "pictures";
    }

    @Override
    public Result run(Call call) throws PellucidException, InterruptedException {
        Arguments arguments = call.arguments();
        ExplainSettings settings = ModelOptions.settings(call);
        int top = (int) arguments.integer("top", DEFAULT_TOP, 1, Integer.MAX_VALUE);
        double threshold = arguments.number("threshold", 0, 0, 1);
        try (PictureRun pictures = PictureRun.begin(call); Model model = ModelRun.load(call, settings)) {
            Explainer explainer = call.services().explainer();
            explainer.preprocessing(model, settings.preprocessing());
            boolean[] noted = new boolean[1];
            return pictures.each((item, progress) -> {
                Explanation answer = explainer.predict(model, item.decoded().picture(), settings);
                if (!noted[0]) {
                    noted[0] = true;
                    ModelRun.note(call, answer.notes());
                    call.console().note(ModelRun.device(answer));
                }
                List<Prediction> shown = answer.above(threshold);
                shown = shown.subList(0, Math.min(top, shown.size()));
                return PictureResult.predicted(item.shown(), answer, shown, pictures.form());
            });
        }
    }
}
