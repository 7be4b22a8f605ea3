package org.pellucid.render;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.RendererEntry;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whiteboard.WhiteboardComponent;

/**
 * Writes explanations with the {@link Renderer} services present: for each format the one of the highest ranking,
 * looked up anew for each picture. What is being rendered finishes on the renderer it began with. Safe for use by
 * several threads.
 */
// For resolvers alone: the format that is written where none is asked for. A framework does not wire it, so renderers
// come and go as they like.
@Requirement(namespace = Renderer.FORMAT, name = "jpg", effective = "active")
@Component(service = ExplanationFiles.class, configurationPid = "org.pellucid.render")
@Designate(ocd = Patience.class)
public final class ExplanationFilesService extends WhiteboardComponent<Renderer> implements ExplanationFiles {
    private final ImageService images;
    private final Patience patience;

    /**
     * @param images   knows the colour maps
     * @param patience times
     */
    @Activate
    public ExplanationFilesService(@Reference ImageService images, Patience patience) {
        super(new Whiteboard<>(patience.waitMillis(), patience.drainMillis(),
                (renderer, properties) -> formats(properties.get(Renderer.FORMAT))));
        this.images = images;
        this.patience = patience;
    }

    @Override
    @Reference(name = "Renderer", cardinality = MULTIPLE, policy = DYNAMIC)
    public void bind(Renderer renderer, ServiceReference<Renderer> reference) {
        super.bind(renderer, reference);
    }

    /** A service property of several values may be an array or a collection. */
    private static Set<String> formats(Object property) {
        Collection<?> values = property instanceof Collection<?> several ? several
                : property instanceof Object[] array ? Arrays.asList(array)
                        : property == null ? List.of() : List.of(property);
        return values.stream().map(value -> key(value.toString())).collect(Collectors.toSet());
    }

    private static String key(String format) {
        return format.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Series open(Path folder, List<String> formats, Naming naming, RenderOptions options)
            throws PellucidException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String format : formats) {
            requireRenderer(format);
            wanted.add(key(format));
        }
        checkColormap(options.colormap());
        FileNames.check(naming, folder);
        prepare(folder);
        return new FileSeries(folder, wanted, naming, options, this::lease);
    }

    @Override
    public byte[] render(String format, Picture picture, Explanation explanation, RenderOptions options,
            List<Map<String, String>> files, Map<String, Double> timings)
            throws PellucidException, InterruptedException {
        Optional<Lease<Renderer>> found = board.lease(key(format));
        if (found.isEmpty()) {
            throw new UsageException("unknown format " + format + "; " + present(board.serving().keySet()));
        }
        try (Lease<Renderer> lease = found.get()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            lease.service().render(key(format),
                    new RenderRequest(picture, explanation, Optional.empty(), options, files, timings), out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new OutputException("format " + format + " cannot be rendered: " + Reason.of(e), e);
        }
    }

    private void requireRenderer(String format) throws UsageException {
        boolean known;
        try {
            Optional<Lease<Renderer>> renderer = board.lease(key(format));
            renderer.ifPresent(Lease::close);
            known = renderer.isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            known = false;
        }
        if (!known) {
            throw new UsageException("unknown format " + format + "; " + present(board.serving().keySet()));
        }
    }

    private Map<String, Lease<Renderer>> lease(Set<String> formats) throws UsageException, InterruptedException {
        return board.lease(formats).orElseThrow(() -> {
            Set<String> known = board.serving().keySet();
            List<String> gone = formats.stream().filter(format -> !known.contains(format)).toList();
            return new UsageException("the renderer of format " + String.join(", ", gone) + " has gone (waited "
                    + patience.waitMillis() + " ms for it); " + present(known));
        });
    }

    private static String present(Set<String> formats) {
        return formats.isEmpty() ? "there is none" : "there are " + String.join(", ", formats);
    }

    private void checkColormap(String colormap) throws UsageException {
        List<String> colormaps = images.colormaps();
        if (colormaps.stream().noneMatch(colormap::equalsIgnoreCase)) {
            throw new UsageException("unknown colour map " + colormap + "; there are " + String.join(", ", colormaps));
        }
    }

    /** Creates the folder and makes sure that a file can be written there. */
    private static void prepare(Path folder) throws UsageException {
        try {
            // createDirectories refuses a symbolic link to a folder before Java 20
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            // A trial tells more than permission bits: read-only file systems, full disks, root.
            try (WholeFile trial = new WholeFile(folder, folder)) {
                trial.fill(out -> {
                });
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("output folder " + folder + " is a file; name a folder", e);
        } catch (IOException e) {
            throw new UsageException("output folder " + folder + " cannot be written: " + Reason.of(e), e);
        }
    }

    @Override
    public List<RendererEntry> formats() {
        return board.ask((format, offer) -> new RendererEntry(format, offer.service().description(),
                offer.service().scope(), offer.bundle(), offer.version()));
    }
}
