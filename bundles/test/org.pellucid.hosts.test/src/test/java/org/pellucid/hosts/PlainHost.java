package org.pellucid.hosts;

import java.nio.file.Path;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.model.Model;
import org.pellucid.embedded.Pellucid;

/** An application without OSGi: picture, output folder, folder of models. */
public final class PlainHost {
    public static void main(String[] arguments) throws Exception {
        try (Pellucid pellucid = Pellucid.open(Path.of(arguments[2]));
                Model model = pellucid.model("efficientnet-lite0")) {
            Explanation why = pellucid.explain(model, Path.of(arguments[0]));
            pellucid.save(why, Path.of(arguments[1]), "npy");
        }
    }
}
