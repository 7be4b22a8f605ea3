package org.pellucid.interpret;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.interpret.FigureLayout;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.interpret.UseCases;

/**
 * Reads a use-case file:
 *
 * <pre>
 * {
 *   "schema_version": 1,
 *   "layout": "rows",
 *   "labels": { "n02088364": { "label": "beagle", "index": 162 } },
 *   "use_cases": { "NAME": { "confidence": 0.79, "paths": ["train/n02088364/n02088364_2019.JPEG"] } }
 * }
 * </pre>
 *
 * {@code labels} and each {@code index} may be left out, the data set says what they are then; {@code layout} of the
 * figures is {@code rows} unless it is {@code notebook}. The published notebook's
 * own file, which is the inside of {@code use_cases} alone, is read as well. Everything unknown is an error.
 */
final class UseCaseReader {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column \\d+ path (\\S+)");
    private static final int VERSION = 1;

    private final String name;
    private final JsonReader json;
    private final Map<String, DatasetClass> labels = new LinkedHashMap<>();
    private final List<UseCase> cases = new ArrayList<>();
    private Optional<FigureLayout> layout = Optional.empty();

    private UseCaseReader(String name, Reader in) {
        this.name = name;
        this.json = new JsonReader(in);
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * @param name for messages
     * @param in   the file; left open
     * @return what it says
     */
    static UseCases read(String name, Reader in) throws UsageException {
        UseCaseReader reader = new UseCaseReader(name, in);
        try {
            reader.file();
        } catch (EOFException e) {
            throw new UsageException("use-case file " + name + ": ends in the middle", e);
        } catch (MalformedJsonException e) {
            throw new UsageException("use-case file " + name + ": " + reader.place(e.getMessage()) + ": no valid JSON",
                    e);
        } catch (IOException e) {
            throw new UsageException("use-case file " + name + ": cannot be read: " + e.getMessage(), e);
        }
        return new UseCases(name, reader.labels, reader.cases, reader.layout);
    }

    private void file() throws IOException, UsageException {
        begin("an object with use_cases");
        boolean whole = false;
        Set<String> keys = new LinkedHashSet<>();
        while (json.hasNext()) {
            String key = key(keys);
            // without any of the keys below it is the notebook's own file
            if (cases.isEmpty() || whole) {
                switch (key) {
                    case "schema_version" :
                        whole = true;
                        version();
                        continue;
                    case "layout" :
                        whole = true;
                        layout();
                        continue;
                    case "labels" :
                        whole = true;
                        labels();
                        continue;
                    case "use_cases" :
                        whole = true;
                        useCases();
                        continue;
                    default :
                        if (whole) {
                            throw unknown(key, "schema_version, layout, labels, use_cases");
                        }
                }
            }
            useCase(key);
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw error("nothing may follow the object");
        }
        if (cases.isEmpty() && labels.isEmpty()) {
            throw new UsageException("use-case file " + name + ": holds neither a use case nor labels");
        }
    }

    private void version() throws IOException, UsageException {
        double version = number("a number");
        if (version != VERSION) {
            throw error("schema_version " + version + " is not known, only " + VERSION + " is");
        }
    }

    private void layout() throws IOException, UsageException {
        String text = text("a layout, a text");
        for (FigureLayout each : FigureLayout.values()) {
            if (each.id().equals(text)) {
                layout = Optional.of(each);
                return;
            }
        }
        throw error("layout " + text + " is not known; there are "
                + Arrays.stream(FigureLayout.values()).map(FigureLayout::id).collect(Collectors.joining(", ")));
    }

    private void labels() throws IOException, UsageException {
        begin("an object from class folder to label");
        Set<String> keys = new LinkedHashSet<>();
        while (json.hasNext()) {
            String id = key(keys);
            begin("an object with label and index");
            String label = null;
            OptionalInt index = OptionalInt.empty();
            Set<String> inner = new LinkedHashSet<>();
            while (json.hasNext()) {
                String key = key(inner);
                if (key.equals("label")) {
                    label = text("the label, a text");
                } else if (key.equals("index")) {
                    index = OptionalInt.of(index());
                } else {
                    throw unknown(key, "label, index");
                }
            }
            if (label == null) {
                throw error("label is missing");
            }
            json.endObject();
            labels.put(id, new DatasetClass(id, label, index));
        }
        json.endObject();
    }

    private int index() throws IOException, UsageException {
        double index = number("a class index, a whole number from 0");
        if (index < 0 || index != Math.rint(index) || index > Integer.MAX_VALUE) {
            throw error("index " + index + ": must be a whole number from 0");
        }
        return (int) index;
    }

    private void useCases() throws IOException, UsageException {
        begin("an object from name to use case");
        Set<String> keys = new LinkedHashSet<>();
        while (json.hasNext()) {
            useCase(key(keys));
        }
        json.endObject();
    }

    private void useCase(String useCase) throws IOException, UsageException {
        if (useCase.isBlank()) {
            throw error("a use case needs a name");
        }
        begin("a use case, an object with confidence and paths");
        Double confidence = null;
        List<String> paths = null;
        Set<String> keys = new LinkedHashSet<>();
        while (json.hasNext()) {
            String key = key(keys);
            if (key.equals("confidence")) {
                confidence = number("a probability, a number in 0..1");
                if (!(confidence >= 0 && confidence <= 1)) {
                    throw error("confidence " + confidence + ": must lie in 0..1");
                }
            } else if (key.equals("paths")) {
                paths = paths();
            } else {
                throw unknown(key, "confidence, paths");
            }
        }
        if (confidence == null || paths == null) {
            throw error((confidence == null ? "confidence" : "paths") + " is missing");
        }
        json.endObject();
        cases.add(new UseCase(useCase, confidence, paths));
    }

    private List<String> paths() throws IOException, UsageException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            throw wrongType("a list of paths");
        }
        json.beginArray();
        Set<String> paths = new LinkedHashSet<>();
        while (json.hasNext()) {
            String path = text("a path, a text");
            if (path.isBlank()) {
                throw error("a path is empty");
            }
            if (!paths.add(path)) {
                throw error("path " + path + " stands here twice");
            }
        }
        json.endArray();
        return List.copyOf(paths);
    }

    private void begin(String expected) throws IOException, UsageException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw wrongType(expected);
        }
        json.beginObject();
    }

    private String key(Set<String> seen) throws IOException, UsageException {
        String key = json.nextName();
        if (!seen.add(key)) {
            throw error("key " + key + " stands here twice");
        }
        return key;
    }

    private String text(String expected) throws IOException, UsageException {
        if (json.peek() != JsonToken.STRING) {
            throw wrongType(expected);
        }
        return json.nextString();
    }

    private double number(String expected) throws IOException, UsageException {
        if (json.peek() != JsonToken.NUMBER) {
            throw wrongType(expected);
        }
        return json.nextDouble();
    }

    private UsageException wrongType(String expected) throws IOException {
        return error("must be " + expected + ", not " + switch (json.peek()) {
            case BEGIN_OBJECT -> "an object";
            case BEGIN_ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "the end";
        });
    }

    private UsageException unknown(String key, String known) {
        return error("unknown key " + key + "; there is " + known);
    }

    private UsageException error(String what) {
        return new UsageException("use-case file " + name + ": " + place(json.toString()) + ": " + what);
    }

    /** The reader tells its place in words only. */
    private String place(String words) {
        Matcher place = PLACE.matcher(words);
        return place.find() ? "line " + place.group(1) + ", " + place.group(2) : "somewhere";
    }
}
