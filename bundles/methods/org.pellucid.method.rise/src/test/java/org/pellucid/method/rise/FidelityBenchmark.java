package org.pellucid.method.rise;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/**
 * Prints the correlation with the converged maps, mean and least of several seeds. Arguments: number of seeds, then
 * options as {@code key=value,key=value}, one set an argument:
 * {@code FidelityBenchmark 5 masks=500 masks=1000 estimator=plain,masks=5000}.
 */
final class FidelityBenchmark {
    private FidelityBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        int seeds = Integer.parseInt(arguments[0]);
        try (PlainRuntime runtime = new PlainRuntime(new Rise());
                Model model = runtime.models().load(TestData.model("efficientnet-lite0").toString())) {
            for (String set : List.of(arguments).subList(1, arguments.length)) {
                run(runtime, model, seeds, set);
            }
        }
    }

    static Map<String, String> options(String set) {
        Map<String, String> options = new HashMap<>();
        for (String option : set.split(",")) {
            options.put(option.split("=")[0], option.split("=")[1]);
        }
        return options;
    }

    private static void run(PlainRuntime runtime, Model model, int seeds, String set) throws Exception {
        Map<String, String> options = options(set);
        double total = 0;
        List<ReferenceMap> references = ConvergedMaps.all();
        for (ReferenceMap reference : references) {
            double sum = 0;
            double least = 1;
            for (int seed = 0; seed < seeds; seed++) {
                double correlation = ConvergedMaps.correlation(runtime, model, reference, options, seed);
                sum += correlation / seeds;
                least = Math.min(least, correlation);
            }
            total += sum / references.size();
            System.out.printf(Locale.ROOT, "%-32s %-28s mean %.4f least %.4f%n", set, reference.file(), sum, least);
        }
        System.out.printf(Locale.ROOT, "%-32s mean of all %.4f%n", set, total);
    }
}
