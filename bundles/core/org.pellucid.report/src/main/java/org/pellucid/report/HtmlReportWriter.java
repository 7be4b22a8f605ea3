package org.pellucid.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.files.Reason;
import org.pellucid.files.Sha256;
import org.pellucid.files.WholeFile;
import org.pellucid.look.Look;

/**
 * Reports as HTML. Labels and file names may be anything: the template escapes every text, and a content security
 * policy allows only the one script and the one style sheet that are the report's own. Safe for use by several threads.
 */
@Component
public final class HtmlReportWriter implements ReportWriter {
    private final String style = Look.style();
    private final String script = Look.script(resource("report.js"));
    private final Template template = Mustache.compiler().escapeHTML(true).strictSections(true)
            .compile(resource("report.mustache"));

    @Override
    public void write(Report report, Path file, boolean assets) throws PellucidException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new OutputException("report " + file + " cannot be written: there is no folder " + folder);
        }
        Map<String, Object> view = new View(new Images(folder, assets)).of(report);
        view.put("style", style);
        view.put("script", script);
        view.put("styleHash", hash(style));
        view.put("scriptHash", hash(script));
        view.put("embedded", !assets);
        view.put("imageSources", assets ? "'self' file:" : "data:");
        try {
            WholeFile.write(file, folder, out -> {
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                template.execute(view, writer);
                writer.flush();
            });
        } catch (View.Unreadable e) {
            throw e.reason();
        } catch (IOException e) {
            throw unwritable(file, Reason.of(e), e);
        } catch (RuntimeException e) {
            // what a template throws while it writes
            throw unwritable(file, e.getCause() instanceof IOException cause ? Reason.of(cause) : e.getMessage(), e);
        }
    }

    private static OutputException unwritable(Path file, String reason, Exception e) {
        return new OutputException("report " + file + " cannot be written: " + reason, e);
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReportWriter.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle is damaged", e);
        }
    }
}
