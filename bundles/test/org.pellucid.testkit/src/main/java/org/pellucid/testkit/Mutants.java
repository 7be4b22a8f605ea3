package org.pellucid.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;

/**
 * An IR, changed at random in ways that a seed decides: numbers, names of layers, types, edges, dimensions, single bits.
 * What is neither explained nor refused with a declared error is kept in {@code target/mutants}.
 */
public final class Mutants {
    /** How many a test tries; {@code -Dpellucid.test.mutants=21000} tries more. */
    public static final int COUNT = Integer.getInteger("pellucid.test.mutants", 100);
    /** The first seed; {@code -Dpellucid.test.seed=N} begins elsewhere. */
    public static final long FIRST_SEED = Long.getLong("pellucid.test.seed", 0);

    private static final Pattern LAYER = Pattern.compile("<layer ");
    private static final Pattern NUMBER = Pattern.compile("(?<=[\" ,>])-?\\d+(?=[\" ,<])");
    private static final Pattern ID = Pattern.compile("(?<=(?:id|layer|port)=\")\\d+");
    private static final Pattern TYPE = Pattern.compile("(?<=type=\")[A-Za-z]+(?=\" version)");
    private static final Pattern ELEMENT_TYPE = Pattern.compile("(?<=element_type=\")\\w+");
    private static final Pattern EDGE = Pattern.compile("<edge [^>]*/>");
    private static final Pattern DIMENSION = Pattern.compile("<dim>\\d+</dim>");
    private static final String[] NUMBERS = {"-1", "0", "1", "2", "7", "64", "2147483647", "-2147483648",
            "4294967296", "9223372036854775807", "99999999999999999999"};
    private static final String[] TYPES = {"Add", "Concat", "Const", "Constant", "Gather", "If", "Interpolate", "Loop",
            "MatMul", "MaxPool", "Parameter", "ReadValue", "Reshape", "Result", "ShapeOf", "SoftMax", "Split",
            "TensorIterator", "Transpose", "Unknown"};
    private static final String[] ELEMENT_TYPES = {"f16", "bf16", "f64", "i64", "u8", "i4", "boolean", "string",
            "undefined"};

    private final Path source;
    private final String definition;
    private final Path file;
    private int explained;
    private int refused;

    /**
     * @param source an IR that takes pictures of a fixed size, its weights beside it
     * @param folder for the changed files
     * @throws IOException if a file cannot be read or written
     */
    public Mutants(Path source, Path folder) throws IOException {
        this.source = source;
        this.definition = Files.readString(source, StandardCharsets.ISO_8859_1);
        String name = name();
        this.file = folder.resolve(name + "-mutant.xml");
        Files.copy(source.resolveSibling(name + ".bin"), folder.resolve(name + "-mutant.bin"));
    }

    private String name() {
        return source.getFileName().toString().replace(".xml", "");
    }

    /**
     * Explains one, by every method of the runtime that takes it.
     *
     * @param runtime explains
     * @param seed    which
     * @param width   of the picture
     * @param height  of the picture
     * @throws Exception if it was not refused by a declared error of one line
     */
    public void explain(PlainRuntime runtime, long seed, int width, int height) throws Exception {
        byte[] mutant = mutant(new Random(seed));
        Files.write(file, mutant);
        Picture picture = new Picture("black", width, height, new byte[3 * width * height]);
        try (Model model = runtime.models().load(file.toString(), LoadOptions.builder().untrusted(true).build())) {
            runtime.explainer().fits(model);
            runtime.explainer().layers(model);
            runtime.explainer().explain(model, picture, ExplainSettings.DEFAULTS, new Targets.Top(2), Progress.NONE);
            explained++;
        } catch (PellucidException e) {
            refused++;
            if (e.getMessage() == null || e.getMessage().isBlank() || e.getMessage().contains("\n")) {
                throw new AssertionError("seed " + seed + ": not one line: " + e.getMessage(), e);
            }
        } catch (RuntimeException | Error e) {
            Path kept = Files.createDirectories(Path.of("target/mutants")).resolve(name() + "-" + seed + ".xml");
            Files.write(kept, mutant);
            throw new AssertionError("seed " + seed + ", kept as " + kept, e);
        }
    }

    /** {@return how many were explained} */
    public int explained() {
        return explained;
    }

    /** {@return how many were refused} */
    public int refused() {
        return refused;
    }

    /** Changes a definition one to three times, in a way that the seed alone decides. */
    private byte[] mutant(Random random) {
        String xml = definition;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            xml = switch (random.nextInt(8)) {
                case 0 -> replaced(xml, NUMBER, random, NUMBERS);
                case 1 -> replaced(xml, ID, random, "0", "1", "3", "8", "15", "400");
                case 2 -> replaced(xml, TYPE, random, TYPES);
                case 3 -> replaced(xml, ELEMENT_TYPE, random, ELEMENT_TYPES);
                case 4 -> replaced(xml, EDGE, random, "");
                case 5 -> replaced(xml, EDGE, random, edge(random));
                case 6 -> replaced(xml, DIMENSION, random, "", "<dim>-1</dim>", "<dim>0</dim>", "<dim>9</dim>");
                default -> flipped(xml, random);
            };
        }
        return xml.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String replaced(String xml, Pattern what, Random random, String... by) {
        List<MatchResult> found = new ArrayList<>();
        for (Matcher matcher = what.matcher(xml); matcher.find();) {
            found.add(matcher.toMatchResult());
        }
        if (found.isEmpty()) {
            return xml;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return xml.substring(0, one.start()) + by[random.nextInt(by.length)] + xml.substring(one.end());
    }

    /** Back or forth, so that circles come about. */
    private String edge(Random random) {
        int layers = (int) LAYER.matcher(definition).results().count();
        return "<edge from-layer=\"" + random.nextInt(layers) + "\" from-port=\"" + random.nextInt(3)
                + "\" to-layer=\"" + random.nextInt(layers) + "\" to-port=\"" + random.nextInt(3) + "\"/>";
    }

    private static String flipped(String xml, Random random) {
        int at = random.nextInt(xml.length());
        return xml.substring(0, at) + (char) (xml.charAt(at) ^ 1 << random.nextInt(8)) + xml.substring(at + 1);
    }
}
