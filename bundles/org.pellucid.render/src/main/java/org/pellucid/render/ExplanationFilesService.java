package org.pellucid.render;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.Renderer;
import org.pellucid.api.render.RendererEntry;

/**
 * Writes explanations with the {@link Renderer} services present: for each format the one of the highest ranking,
 * looked up anew for each picture. What is being rendered finishes on the renderer it began with. Safe for use by
 * several threads.
 */
// For resolvers alone: the format that is written where none is asked for. A framework does not wire it, so renderers
// come and go as they like.
@Requirement(namespace = Renderer.FORMAT, name = "jpg", effective = "active")
@Component(service = ExplanationFiles.class, configurationPid = "org.pellucid.render")
@Designate(ocd = ExplanationFilesService.Config.class)
public final class ExplanationFilesService implements ExplanationFiles {
    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid render", description = "Writes explanations as files")
    public @interface Config {
        /** @return milliseconds to wait for a renderer that goes away in the middle of a series */
        @AttributeDefinition(name = "Renderer wait", min = "0", max = "600000",
                description = "How long a series of files waits for a renderer that went away, e.g. while its bundle "
                        + "is updated, in milliseconds (default 2000)")
        int rendererWaitMillis() default 2000;

        /** @return milliseconds to wait for a picture in flight when a renderer goes away */
        @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
                description = "How long a renderer that goes away is given to finish the files of the pictures in "
                        + "flight, in milliseconds (default 30000)")
        int drainMillis() default 30000;
    }

    private final ImageService images;
    private final int rendererWaitMillis;
    private final int drainMillis;
    private final RendererRegistry registry = new RendererRegistry();
    /** Ids for renderers without a service; those of a framework are positive. */
    private final AtomicLong plainIds = new AtomicLong();

    /**
     * @param images knows the colour maps
     * @param config times
     */
    @Activate
    public ExplanationFilesService(@Reference ImageService images, Config config) {
        this(images, config.rendererWaitMillis(), config.drainMillis());
    }

    /**
     * For use without a framework, where no renderer goes away; add renderers next.
     *
     * @param images knows the colour maps
     */
    public ExplanationFilesService(ImageService images) {
        this(images, 0, 0);
    }

    ExplanationFilesService(ImageService images, int rendererWaitMillis, int drainMillis) {
        this.images = images;
        this.rendererWaitMillis = rendererWaitMillis;
        this.drainMillis = drainMillis;
    }

    /**
     * Adds a renderer; of two for a format the later one is used.
     *
     * @param renderer the renderer
     * @param formats  what it is for
     */
    public void add(Renderer renderer, String... formats) {
        long id = -plainIds.incrementAndGet();
        registry.add(new RendererHolder(id, renderer, Set.of(formats), 0, "", ""));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRenderer(Renderer renderer, ServiceReference<Renderer> reference) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        registry.add(new RendererHolder(id(reference), renderer, formats(reference.getProperty(Renderer.FORMAT)),
                ranking instanceof Integer ? (Integer) ranking : 0, reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString()));
    }

    void updatedRenderer(Renderer renderer, ServiceReference<Renderer> reference) {
        bindRenderer(renderer, reference);
    }

    void unbindRenderer(ServiceReference<Renderer> reference) {
        registry.remove(id(reference), drainMillis);
    }

    private static long id(ServiceReference<Renderer> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** A service property of several values may be an array or a collection. */
    private static Set<String> formats(Object property) {
        Collection<?> values = property instanceof Collection ? (Collection<?>) property
                : property instanceof Object[] ? Arrays.asList((Object[]) property)
                        : property == null ? List.of() : List.of(property);
        Set<String> formats = new TreeSet<>();
        values.forEach(value -> formats.add(key(value.toString())));
        return Set.copyOf(formats);
    }

    private static String key(String format) {
        return format.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Series open(Path folder, List<String> formats, Naming naming, RenderOptions options)
            throws PellucidException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String format : formats) {
            if (!registry.isKnown(key(format), rendererWaitMillis)) {
                Set<String> known = registry.formats();
                throw new UsageException("unknown format " + format + "; there "
                        + (known.isEmpty() ? "is none" : "are " + String.join(", ", known)));
            }
            wanted.add(key(format));
        }
        checkColormap(options.colormap());
        FileNames.check(naming, folder);
        prepare(folder);
        return new FileSeries(folder, naming, options, new Renderers(List.copyOf(wanted)));
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
            Path trial = FileSeries.temporary(folder);
            try {
                Files.createFile(trial);
            } finally {
                Files.deleteIfExists(trial);
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("output folder " + folder + " is a file; name a folder", e);
        } catch (IOException e) {
            throw new UsageException("output folder " + folder + " cannot be written: " + reason(e), e);
        }
    }

    /** @return why a file operation failed, without repeating the file's name */
    static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "it does not exist";
        }
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /** The renderers of a series. */
    private final class Renderers implements FileSeries.Renderers {
        private final List<String> formats;

        Renderers(List<String> formats) {
            this.formats = formats;
        }

        @Override
        public Map<String, RendererHolder> enter() throws UsageException {
            return registry.enter(formats, rendererWaitMillis).orElseThrow(() -> {
                Set<String> known = registry.formats();
                List<String> gone = formats.stream().filter(format -> !known.contains(format)).toList();
                return new UsageException("the renderer of format " + String.join(", ", gone) + " has gone (waited "
                        + rendererWaitMillis + " ms for it); there "
                        + (known.isEmpty() ? "is none" : "are " + String.join(", ", known)));
            });
        }

        @Override
        public void leave(Map<String, RendererHolder> entered) {
            registry.leave(entered.values());
        }
    }

    @Override
    public List<RendererEntry> formats() {
        List<RendererEntry> entries = new ArrayList<>();
        for (String format : registry.formats()) {
            Optional<RendererHolder> holder = registry.best(format);
            if (holder.isPresent()) {
                RendererHolder best = holder.get();
                entries.add(new RendererEntry(format, best.renderer.description(), best.renderer.scope(),
                        best.bundle, best.version));
            }
        }
        return entries;
    }
}
