package org.pellucid.render.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.render.RenderScope;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;

/**
 * The explanation of one picture as one HTML page with everything in it: the predictions, and every map over the
 * picture, to be switched between picture, both and map. It needs no script and fetches nothing; names and labels may
 * be anything, the template escapes them. Maps are painted one at a time, so that a thousand take no more memory than
 * one. Safe for use by several threads.
 */
@Capability(namespace = Renderer.FORMAT, name = "html")
@Component(property = Renderer.FORMAT + "=html")
public final class HtmlRenderer implements Renderer {
    private final ImageService images;
    private final Template template = template();

    /** @param images resizes, paints and encodes */
    @Activate
    public HtmlRenderer(@Reference ImageService images) {
        this.images = images;
    }

    private static Template template() {
        try (InputStream in = HtmlRenderer.class.getResourceAsStream("explanation.mustache")) {
            return Mustache.compiler().escapeHTML(true).strictSections(true)
                    .compile(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle is damaged", e);
        }
    }

    @Override
    public String description() {
        return "predictions and all maps of a picture on one page, for a browser";
    }

    @Override
    public RenderScope scope() {
        return RenderScope.PICTURE;
    }

    @Override
    public void render(String format, RenderRequest request, OutputStream out) throws UsageException, IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        template.execute(new Page(images, request).view(), text);
        // Not closed: the stream is the caller's.
        text.flush();
    }
}
