package org.pellucid.command.measure;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.console.Numbers;
import org.pellucid.maps.Quantiles;

/** What was measured. Times in milliseconds. */
public final class BenchResult implements CommandResult {
    private static final double MIB = 1 << 20;

    String model = "";
    String method = "";
    String device = "";
    String precision = "";
    String layer = "";
    String image = "";
    List<Sample> soak = List.of();
    int settled;
    long nativeBefore;
    long nativeOpen;
    long nativeAfter;
    long resident = -1;
    private Spread plain;
    private Spread explain;
    private double pairRatio;
    private double preprocess;
    private double infer;
    private double beyond;

    /**
     * Memory at one moment.
     *
     * @param explanations done by then
     * @param bytes        resident memory, -1 where the system does not tell
     */
    public record Sample(int explanations, long bytes) {
    }

    /**
     * A median and its surroundings.
     *
     * @param median half are smaller
     * @param p10    a tenth is smaller
     * @param p90    nine tenths are smaller
     */
    public record Spread(double median, double p10, double p90) {
        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Spread(Quantiles.of(sorted, 0.5), Quantiles.of(sorted, 0.1), Quantiles.of(sorted, 0.9));
        }
    }

    private int runs;

    void compared(double[] plainMillis, double[] explainMillis) {
        runs = plainMillis.length;
        plain = Spread.of(plainMillis);
        explain = Spread.of(explainMillis);
        double[] ratios = new double[runs];
        for (int i = 0; i < runs; i++) {
            ratios[i] = explainMillis[i] / plainMillis[i];
        }
        pairRatio = Spread.of(ratios).median();
    }

    void shares(double[] preprocessMillis, double[] inferMillis, double[] methodMillis) {
        preprocess = Spread.of(preprocessMillis).median();
        infer = Spread.of(inferMillis).median();
        beyond = Spread.of(methodMillis).median();
    }

    /** @return rounds measured */
    public int runs() {
        return runs;
    }

    /** @return plain inference, or {@code null} if not measured */
    public Spread plain() {
        return plain;
    }

    /** @return whole explanation, or {@code null} if not measured */
    public Spread explain() {
        return explain;
    }

    /** @return median of the explanation over that of the plain inference */
    public double ratio() {
        return explain.median() / plain.median();
    }

    /** Largest distance from the memory at the point where it should have settled, as a share of that; or NaN. */
    private double drift() {
        double base = Double.NaN;
        double most = Double.NaN;
        for (Sample sample : soak) {
            if (Double.isNaN(base)) {
                base = sample.explanations() >= settled && sample.bytes() > 0 ? sample.bytes() : Double.NaN;
            } else {
                double change = sample.bytes() / base - 1;
                most = Double.isNaN(most) || Math.abs(change) > Math.abs(most) ? change : most;
            }
        }
        return most;
    }

    @Override
    public void print(TextOutput out) {
        out.line(method, " on ", model, ", ", image, ", ", device, ", ", precision);
        if (plain != null) {
            out.line("plain inference    ", text(plain));
            out.line("whole explanation  ", text(explain));
            out.line("  of which preprocessing ", Numbers.fixed(preprocess, 2), ", inference ",
                    Numbers.fixed(infer, 2), ", the rest of the method ", Numbers.fixed(beyond, 2), " ms");
            out.line("ratio of medians   ", Numbers.fixed(ratio(), 3), "     median of ratios ",
                    Numbers.fixed(pairRatio, 3), ", ", runs, " rounds");
        }
        for (Sample sample : soak) {
            out.line("after ", sample.explanations(), " explanations: resident ", mebibytes(sample.bytes()));
        }
        if (!Double.isNaN(drift())) {
            out.line("largest change after the first ", settled, ": ", Numbers.fixed(100 * drift(), 1), " %");
        }
        out.line("native objects     ", nativeBefore, " before, ", nativeOpen, " with the model open, ", nativeAfter,
                " after closing it");
        out.line("resident memory    ", mebibytes(resident));
    }

    private static String mebibytes(long bytes) {
        return bytes < 0 ? "unknown" : Numbers.fixed(bytes / MIB, 1) + " MiB";
    }

    private static String text(Spread spread) {
        return Numbers.fixed(spread.median(), 2) + " ms   (p10 " + Numbers.fixed(spread.p10(), 2) + ", p90 "
                + Numbers.fixed(spread.p90(), 2) + ")";
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("model").value(model);
        out.name("method").value(method);
        out.name("layer").value(layer);
        out.name("image").value(image);
        out.name("device").value(device);
        out.name("precision").value(precision);
        out.name("runs").value(runs);
        if (plain != null) {
            spread(out, "plain", plain);
            spread(out, "explain", explain);
            number(out, "ratio", ratio());
            number(out, "pair_ratio", pairRatio);
            number(out, "explain_preprocess_ms", preprocess);
            number(out, "explain_infer_ms", infer);
            number(out, "explain_method_ms", beyond);
        }
        if (!soak.isEmpty()) {
            out.name("soak").beginArray();
            for (Sample sample : soak) {
                out.beginObject();
                out.name("explanations").value(sample.explanations());
                out.name("resident_bytes").value(sample.bytes());
                out.endObject();
            }
            out.endArray();
            number(out, "soak_drift", drift());
        }
        out.name("native_objects").beginObject();
        out.name("before").value(nativeBefore);
        out.name("open").value(nativeOpen);
        out.name("after").value(nativeAfter);
        out.endObject();
        out.name("resident_bytes").value(resident);
    }

    private static void spread(JsonOutput out, String name, Spread spread) throws IOException {
        number(out, name + "_ms", spread.median());
        number(out, name + "_p10_ms", spread.p10());
        number(out, name + "_p90_ms", spread.p90());
    }

    private static void number(JsonOutput out, String name, double value) throws IOException {
        out.name(name);
        out.value(value);
    }
}
