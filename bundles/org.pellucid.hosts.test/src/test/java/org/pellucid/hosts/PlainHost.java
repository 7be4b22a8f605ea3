package org.pellucid.hosts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Progress;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.embedded.Pellucid;

/** An application without OSGi: picture, output folder, folder of models. */
public final class PlainHost {
    public static void main(String[] arguments) throws Exception {
        try (Pellucid pellucid = Pellucid.open(Path.of(arguments[2]));
                Model model = pellucid.models().load("efficientnet-lite0")) {
            Picture picture = pellucid.images().read(Path.of(arguments[0]));
            Explanation why = pellucid.explainer().explain(model, picture, ExplainSettings.DEFAULTS,
                    new Targets.Predicted(0.1), Progress.NONE);
            Naming naming = new Naming(Optional.empty(), Optional.empty(), false);
            pellucid.files().open(Path.of(arguments[1]), List.of("npy"), naming, RenderOptions.DEFAULTS)
                    .write(picture, why, Map.of());
        }
    }
}
