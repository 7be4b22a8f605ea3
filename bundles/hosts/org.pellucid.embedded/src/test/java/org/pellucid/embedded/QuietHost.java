package org.pellucid.embedded;

import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.Model;

/** An application that asks for no log, or for it. Arguments: models, picture, output, whether it asks. */
final class QuietHost {
    private QuietHost() {
    }

    public static void main(String[] arguments) throws Exception {
        PellucidOptions.Builder options = PellucidOptions.builder().modelFolders(Path.of(arguments[0]));
        if (Boolean.parseBoolean(arguments[3])) {
            options.log(System.getLogger("org.pellucid"));
        }
        Path output = Path.of(arguments[2]);
        try (Pellucid pellucid = Pellucid.open(options.build()); Model model = pellucid.model("shapes-vit")) {
            Explanation why = pellucid.explain(model, Path.of(arguments[1]));
            pellucid.save(why, output, "jpg", "png", "npy", "json", "html");
            try (Dataset scenes = pellucid.datasets().open("shapes:1?count=2", output, Optional.empty())) {
                pellucid.interpreter().run(model, scenes,
                        InterpretRequest.builder(Task.Triage.DEFAULTS, output.resolve("run")).build(),
                        InterpretListener.NONE);
            }
        }
    }
}
