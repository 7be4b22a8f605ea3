package consumer;

import java.nio.file.Path;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Model;
import org.pellucid.embedded.Pellucid;

/** Prints the class of a picture that a saliency map was made for. */
public final class Classify {
    private Classify() {
    }

    /** @param args folder of the models, picture */
    public static void main(String[] args) throws Exception {
        try (Pellucid pellucid = Pellucid.open(Path.of(args[0]));
                Model model = pellucid.models().load("efficientnet-lite0")) {
            pellucid.explainer()
                    .explain(model, pellucid.images().read(Path.of(args[1])), ExplainSettings.DEFAULTS,
                            new Targets.Top(1), Progress.NONE)
                    .maps().forEach(map -> System.out.println("explained: " + map.label()));
        }
    }
}
