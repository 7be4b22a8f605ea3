package org.pellucid.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportWriter;

/**
 * Reports as HTML. Labels and file names may be anything: the template escapes every text, and a content security
 * policy allows only the one script and the one style sheet that are the report's own. Safe for use by several threads.
 */
@Component
public final class HtmlReportWriter implements ReportWriter {
    private final String style = resource("report.css");
    private final String script = resource("report.js");
    private final Template template = Mustache.compiler().escapeHTML(true).strictSections(true)
            .compile(resource("report.mustache"));

    @Override
    public void write(Report report, Path file, boolean assets) throws PellucidException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new InputException("report " + file + " cannot be written: there is no folder " + folder);
        }
        Map<String, Object> view = new View(new Images(folder, assets)).of(report);
        view.put("style", style);
        view.put("script", script);
        view.put("styleHash", hash(style));
        view.put("scriptHash", hash(script));
        view.put("embedded", !assets);
        view.put("imageSources", assets ? "'self' file:" : "data:");
        Path temporary = folder.resolve(".pellucid-" + UUID.randomUUID() + ".tmp");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardOpenOption.CREATE_NEW)) {
                template.execute(view, out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (View.Unreadable e) {
            throw e.reason();
        } catch (IOException | RuntimeException e) {
            String reason = e.getCause() instanceof IOException cause ? cause.getMessage() : e.getMessage();
            throw new InputException("report " + file + " cannot be written: " + reason, e);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // what remains is hidden and harmless, and the reason for it was told
        }
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReportWriter.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle is damaged", e);
        }
    }
}
