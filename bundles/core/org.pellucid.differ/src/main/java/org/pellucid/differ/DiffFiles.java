package org.pellucid.differ;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.files.WholeFiles;

/** The files of a comparison. Rows are written as they come, under temporary names. For one thread. */
final class DiffFiles implements AutoCloseable {
    private static final String PICTURES = "pictures.jsonl";
    private static final String BASELINE = "baseline.jsonl";

    private final WholeFiles files;
    private final Writer rows;
    private final Writer baseline;

    DiffFiles(Path folder) throws IOException {
        files = new WholeFiles(folder);
        rows = files.begin(PICTURES);
        baseline = files.begin(BASELINE);
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
        files.finish(PICTURES);
        files.finish(BASELINE);
        files.write("diff.json", out -> {
            JsonWriter json = new JsonWriter(out);
            json.setIndent("  ");
            json.setHtmlSafe(false);
            document.write(json);
            json.flush();
            out.write('\n');
        });
        files.write("junit.xml", out -> junit(out, document));
    }

    private static void junit(Writer out, DiffDocument document) throws IOException {
        try {
            junit(XMLOutputFactory.newFactory().createXMLStreamWriter(out), document);
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException why ? why : new IOException(e);
        }
    }

    /** As build servers read it: a case for each rule. */
    private static void junit(XMLStreamWriter xml, DiffDocument document) throws XMLStreamException {
        List<RuleResult> rules = document.rules();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "pellucid diff");
        xml.writeAttribute("tests", Integer.toString(rules.size()));
        xml.writeAttribute("failures", Long.toString(rules.stream().filter(rule -> !rule.passed()).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        for (RuleResult rule : rules) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", text(document.older() + " -> " + document.newer()));
            xml.writeAttribute("name", text(rule.rule()));
            if (!rule.passed()) {
                xml.writeCharacters("\n    ");
                xml.writeEmptyElement("failure");
                xml.writeAttribute("message", text(reason(rule)));
                xml.writeCharacters("\n  ");
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
    }

    /** Names of models may have characters that XML cannot hold. */
    private static String text(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String reason(RuleResult rule) {
        return rule.value().isPresent() ? "its left side is " + rule.value().getAsDouble()
                : "a figure in it is not known: the data set has no true classes or objects, or no picture was compared";
    }

    List<Path> written() {
        return files.written();
    }

    /** Removes what did not become whole. */
    @Override
    public void close() {
        files.close();
    }
}
