package org.pellucid.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.interpret.FigureOptions;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.MatrixOptions;

/** An application with a method and a metric of others. Arguments: models, picture, output, classes of both. */
final class GrownHost {
    private GrownHost() {
    }

    public static void main(String[] arguments) throws Exception {
        try (Pellucid pellucid = Pellucid.open(Path.of(arguments[0]));
                Model model = pellucid.model("efficientnet-lite0")) {
            pellucid.add(make(arguments[3]), Map.of(ExplainMethod.METHOD, "guest"));
            pellucid.add(make(arguments[4]), Map.of(Metric.METRIC, "guest"));
            ExplainSettings settings = ExplainSettings.builder().method("guest").option("cells", "3").build();
            Explanation why = pellucid.explain(model, pellucid.images().read(Path.of(arguments[1])), settings,
                    Targets.top(1));
            System.out.println("cells " + why.maps().get(0).values().length);
            MethodEntry entry = pellucid.explainer().methods().stream().filter(each -> each.name().equals("guest"))
                    .findAny().orElseThrow();
            System.out.println("component " + GrownApiTest.component(entry.description()));
            Path output = Path.of(arguments[2]);
            try (Dataset pictures = pellucid.datasets().open("shapes:4?count=1", output, Optional.empty())) {
                EvaluateRequest request = EvaluateRequest.builder(List.of(settings), List.of("guest"), output)
                        .targets(EvaluationTarget.PREDICTED).steps(EvaluateRequest.LEAST_STEPS).build();
                Evaluation found = pellucid.evaluator().evaluate(model, pictures, request, EvaluateListener.NONE);
                System.out.println("numbers " + found.summaries().get(0).count());
                made(settings, settings.preprocessing(), request,
                        InterpretRequest.builder(Task.Triage.DEFAULTS, output).report(false).build(),
                        FigureOptions.builder().columns(3).build(), RenderOptions.builder().weight(0.4).build(),
                        Naming.builder().confidence(true).build(), MatrixOptions.builder().columns(1).build(),
                        FetchOptions.builder().again(true).build(), LoadOptions.builder().size(224, 224).build());
            }
        }
    }

    private static void made(Object... objects) throws ReflectiveOperationException {
        for (Object object : objects) {
            System.out.println("made " + object.getClass().getSimpleName() + " " + GrownApiTest.component(object));
        }
    }

    private static Object make(String name) throws ReflectiveOperationException {
        return Class.forName(name).getConstructor().newInstance();
    }
}
