package org.pellucid.differ;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.OutputException;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/** The files of a comparison. Rows are written as they come, under temporary names. For one thread. */
final class DiffFiles implements AutoCloseable {
    private static final String PART = ".part";
    private static final String PICTURES = "pictures.jsonl";
    private static final String BASELINE = "baseline.jsonl";

    private final Path folder;
    private final List<Path> written = new ArrayList<>();
    private final Writer rows;
    private final Writer baseline;

    DiffFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        rows = writer(PICTURES);
        baseline = writer(BASELINE);
    }

    static OutputException unwritable(Path folder, IOException e) {
        return new OutputException(folder + " cannot be written: " + Reason.of(e), e);
    }

    /** No channel: an interruption would close it in the middle of a line. */
    private Writer writer(String name) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(folder.resolve(name + PART).toFile()),
                StandardCharsets.UTF_8));
    }

    void row(Row row) throws IOException {
        StringWriter line = new StringWriter();
        // Not closed: it holds nothing.
        @SuppressWarnings("resource")
        JsonWriter json = new JsonWriter(line);
        json.setHtmlSafe(false);
        DiffDocument.row(json, row);
        rows.append(line.toString()).append('\n');
    }

    void baseline(String line) throws IOException {
        baseline.append(line).append('\n');
    }

    void end(DiffDocument document) throws IOException {
        rows.close();
        baseline.close();
        move(PICTURES);
        move(BASELINE);
        write("diff.json", out -> {
            JsonWriter json = new JsonWriter(out);
            json.setIndent("  ");
            json.setHtmlSafe(false);
            document.write(json);
            json.flush();
            out.write('\n');
        });
        write("junit.xml", out -> junit(out, document));
    }

    /** A writer of text. */
    private interface Text {
        void write(Writer out) throws IOException;
    }

    private void write(String name, Text text) throws IOException {
        Path file = folder.resolve(name);
        WholeFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write(writer);
            writer.flush();
        });
        written.add(file);
    }

    /** As build servers read it: a case for each rule. */
    private static void junit(Writer out, DiffDocument document) throws IOException {
        List<RuleResult> rules = document.rules();
        long failures = rules.stream().filter(rule -> !rule.passed()).count();
        out.write(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"pellucid diff\" tests=\"" + rules.size()
                        + "\" failures=\"" + failures + "\" errors=\"0\" skipped=\"0\">\n");
        for (RuleResult rule : rules) {
            out.write("  <testcase classname=\"" + xml(document.older() + " -> " + document.newer()) + "\" name=\""
                    + xml(rule.rule()) + "\"");
            if (rule.passed()) {
                out.write("/>\n");
            } else {
                out.write(">\n    <failure message=\"" + xml(reason(rule)) + "\"/>\n  </testcase>\n");
            }
        }
        out.write("</testsuite>\n");
    }

    private static String reason(RuleResult rule) {
        return rule.value().isPresent() ? "its left side is " + rule.value().getAsDouble()
                : "a figure in it is not known: the data set has no true classes or objects, or no picture was compared";
    }

    private static String xml(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c < ' ' ? '?' : c);
            }
        });
        return escaped.toString();
    }

    private void move(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.move(folder.resolve(name + PART), file, StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        written.add(file);
    }

    List<Path> written() {
        return List.copyOf(written);
    }

    /** Removes what did not become whole. */
    @Override
    public void close() throws IOException {
        rows.close();
        baseline.close();
        for (String name : List.of(PICTURES, BASELINE)) {
            Files.deleteIfExists(folder.resolve(name + PART));
        }
    }
}
