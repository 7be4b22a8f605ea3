package org.pellucid.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.RenderScope;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;
import org.pellucid.whiteboard.Whiteboard.Lease;

/** Files in one folder, each name used once. Safe for use by several threads. */
final class FileSeries implements ExplanationFiles.Series {
    /** Takes the renderers of the series, for one picture at a time. */
    @FunctionalInterface
    interface Renderers {
        /** @return the best of each of these formats, in order */
        Map<String, Lease<Renderer>> lease(Set<String> formats) throws PellucidException, InterruptedException;
    }

    /** A format and who renders it, from the first map of a picture to its last. */
    private record Plan(String format, Renderer renderer, RenderScope scope, String extension) {
    }

    /** What becomes a file. */
    private record Content(String format, String extension, ByteArrayOutputStream bytes) {
    }

    /** Where the files of a picture go. */
    private record Spot(Path folder, String stem, Naming naming, Origin origin) {
    }

    /** Of a thousand classes as overlays a picture would hold forty times as much. */
    private static final long MOST_PENDING_BYTES = 1 << 20;

    private final Path folder;
    private final Naming naming;
    private final Set<String> formats;
    private final RenderOptions options;
    private final Renderers renderers;
    /** Names in use, in the form in which file systems that know no case compare them. */
    private final Set<String> taken = new HashSet<>();
    /** By what file names begin with: the number of each picture, by its digest. */
    private final Map<String, Map<String, Integer>> numbers = new HashMap<>();
    /** Files of earlier series by name, as above; {@code null} until they are asked for. */
    private NavigableMap<String, Path> earlier;

    FileSeries(Path folder, Set<String> formats, Naming naming, RenderOptions options, Renderers renderers) {
        this.folder = folder;
        this.formats = formats;
        this.naming = naming;
        this.options = options;
        this.renderers = renderers;
    }

    @Override
    public ExplanationFiles.Written write(Picture picture, Explanation explanation, Map<String, Double> timings)
            throws PellucidException, InterruptedException {
        return write("", picture, explanation, timings);
    }

    @Override
    public ExplanationFiles.Written write(String source, Picture picture, Explanation explanation,
            Map<String, Double> timings) throws PellucidException, InterruptedException {
        return render(source, picture, explanation, timings).write();
    }

    @Override
    public ExplanationFiles.Written write(ExplanationFiles.Place place, Picture picture, Explanation explanation,
            Map<String, Double> timings) throws PellucidException, InterruptedException {
        Path subfolder = folder.resolve(place.subfolder());
        FileNames.check(place.naming(), subfolder);
        try {
            if (!Files.isDirectory(subfolder)) {
                Files.createDirectories(subfolder);
            }
        } catch (IOException e) {
            throw OutputException.unwritable(subfolder, e);
        }
        Spot spot = new Spot(subfolder, FileNames.safeStem(place.stem()), place.naming(), Origin.UNKNOWN);
        return render(() -> spot, picture, explanation, timings).write();
    }

    @Override
    public ExplanationFiles.Rendered render(String source, Picture picture, Explanation explanation,
            Map<String, Double> timings) throws PellucidException, InterruptedException {
        return render(() -> new Spot(folder, FileNames.stem(picture.name()), naming, origin(source, picture)), picture,
                explanation, timings);
    }

    /** @param spot asked for when the files are written */
    private Pending render(Supplier<Spot> spot, Picture picture, Explanation explanation, Map<String, Double> timings)
            throws PellucidException, InterruptedException {
        long start = System.nanoTime();
        Pending pending = new Pending(spot, picture, explanation, timings);
        Map<String, Lease<Renderer>> leases = renderers.lease(formats);
        try {
            pending.renderMaps(leases);
        } finally {
            leases.values().forEach(Lease::close);
        }
        pending.millis = millisSince(start);
        return pending;
    }

    /** Finds the number that all files of a picture share, so that they are told from those of its namesakes. */
    private Origin origin(String source, Picture picture) {
        String digest = Origin.digest(source);
        if (digest.isEmpty() || naming.prefix().isPresent()) {
            return new Origin(digest, 1, ""); // its files do not begin with its name
        }
        String stem = key(FileNames.stem(picture.name()));
        synchronized (taken) {
            Map<String, Integer> namesakes = numbers.computeIfAbsent(stem, this::earlier);
            int number = 1;
            while (!namesakes.containsKey(digest) && namesakes.containsValue(number)) {
                number++;
            }
            namesakes.putIfAbsent(digest, number);
            return new Origin(digest, namesakes.get(digest), stem);
        }
    }

    /** @return the numbers of the pictures of that name whose files are here already */
    private Map<String, Integer> earlier(String stem) {
        if (earlier == null) {
            earlier = new TreeMap<>();
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> earlier.put(key(file.getFileName().toString()), file));
            } catch (IOException | UncheckedIOException e) {
                // A file that is not known to be another picture's is replaced.
            }
        }
        Map<String, Integer> namesakes = new HashMap<>();
        for (Map.Entry<String, Path> file : earlier.tailMap(stem, true).entrySet()) {
            if (!file.getKey().startsWith(stem)) {
                break;
            }
            Origin.of(file.getValue()).filter(origin -> origin.stem().equals(stem))
                    .ifPresent(origin -> namesakes.put(origin.digest(), origin.number()));
        }
        return namesakes;
    }

    /** The files of a picture, of which those of the first maps are rendered: as many as a window of pictures can bear. */
    private final class Pending implements ExplanationFiles.Rendered {
        private final Supplier<Spot> spot;
        private final Picture picture;
        private final Explanation explanation;
        private final Map<String, Double> timings;
        private final List<List<Content>> rendered = new ArrayList<>();
        private boolean whole;
        private double millis;

        Pending(Supplier<Spot> spot, Picture picture, Explanation explanation, Map<String, Double> timings) {
            this.spot = spot;
            this.picture = picture;
            this.explanation = explanation;
            this.timings = timings;
        }

        void renderMaps(Map<String, Lease<Renderer>> leases) throws PellucidException, InterruptedException {
            List<Plan> plans = plans(leases, RenderScope.MAP, picture);
            long bytes = 0;
            for (SaliencyMap map : explanation.maps()) {
                if (bytes > MOST_PENDING_BYTES) {
                    break;
                }
                List<Content> contents = contents(plans, map);
                bytes += contents.stream().mapToInt(content -> content.bytes().size()).sum();
                rendered.add(contents);
            }
            whole = rendered.size() == explanation.maps().size() && plans.size() == leases.size();
        }

        private List<Content> contents(List<Plan> plans, SaliencyMap map)
                throws PellucidException, InterruptedException {
            List<Content> contents = new ArrayList<>(plans.size());
            for (Plan plan : plans) {
                contents.add(FileSeries.render(plan,
                        new RenderRequest(picture, explanation, Optional.of(map), options, List.of(), timings)));
            }
            return contents;
        }

        @Override
        public ExplanationFiles.Written write() throws PellucidException, InterruptedException {
            Map<String, Lease<Renderer>> leases = whole ? Map.of() : renderers.lease(formats);
            try {
                return write(leases, spot.get(), System.nanoTime());
            } finally {
                leases.values().forEach(Lease::close);
            }
        }

        private ExplanationFiles.Written write(Map<String, Lease<Renderer>> leases, Spot place, long start)
                throws PellucidException, InterruptedException {
            List<Plan> ofMaps = plans(leases, RenderScope.MAP, picture);
            List<Map<String, Path>> mapFiles = new ArrayList<>(explanation.maps().size());
            List<Map<String, String>> names = new ArrayList<>(explanation.maps().size());
            for (int i = 0; i < explanation.maps().size(); i++) {
                SaliencyMap map = explanation.maps().get(i);
                Map<String, Path> files = new LinkedHashMap<>();
                Map<String, String> fileNames = new LinkedHashMap<>();
                for (Content content : i < rendered.size() ? rendered.get(i) : contents(ofMaps, map)) {
                    String name = FileNames.ofMap(place.naming(), place.stem(), map, content.extension());
                    Path file = FileSeries.this.write(content, name, place, picture);
                    files.put(content.format(), file);
                    fileNames.put(content.format(), file.getFileName().toString());
                }
                mapFiles.add(Collections.unmodifiableMap(files));
                names.add(Collections.unmodifiableMap(fileNames));
            }
            Map<String, Path> pictureFiles = new LinkedHashMap<>();
            for (Plan plan : plans(leases, RenderScope.PICTURE, picture)) {
                Map<String, Double> allTimings = new HashMap<>(timings);
                allTimings.put("render", millis + millisSince(start));
                Content content = FileSeries.render(plan, new RenderRequest(picture, explanation, Optional.empty(),
                        options, Collections.unmodifiableList(names), allTimings));
                pictureFiles.put(plan.format(), FileSeries.this.write(content,
                        FileNames.ofPicture(place.stem(), plan.extension()), place, picture));
            }
            return new ExplanationFiles.Written(Collections.unmodifiableList(mapFiles),
                    Collections.unmodifiableMap(pictureFiles), millis + millisSince(start));
        }
    }

    private static List<Plan> plans(Map<String, Lease<Renderer>> leases, RenderScope scope, Picture picture)
            throws PellucidException {
        List<Plan> plans = new ArrayList<>(leases.size());
        for (Map.Entry<String, Lease<Renderer>> format : leases.entrySet()) {
            Plan plan = plan(format.getKey(), format.getValue().service(), picture);
            if (plan.scope() == scope) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private static Plan plan(String format, Renderer renderer, Picture picture) throws PellucidException {
        try {
            return new Plan(format, renderer, renderer.scope(), renderer.extension(format));
        } catch (RuntimeException | LinkageError e) {
            throw failed(picture, format, e);
        }
    }

    private static InputException failed(Picture picture, String format, Throwable cause) {
        return new InputException(picture.name() + ": format " + format + " failed: " + cause, cause);
    }

    /** Renders into memory: what cannot be rendered never becomes a file, and writing is over in no time. */
    private static Content render(Plan plan, RenderRequest request) throws PellucidException, InterruptedException {
        checkInterrupted(request.picture());
        ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 12);
        try {
            plan.renderer().render(plan.format(), request, content);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw failed(request.picture(), plan.format(), e);
        }
        return new Content(plan.format(), plan.extension(), content);
    }

    private static void checkInterrupted(Picture picture) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(picture.name() + ": writing was interrupted");
        }
    }

    private Path write(Content content, String name, Spot spot, Picture picture)
            throws PellucidException, InterruptedException {
        checkInterrupted(picture);
        Path file = reserve(name, spot);
        boolean done = false;
        // Aside in the folder of the series, so that what a killed process leaves is found there.
        try (WholeFile whole = new WholeFile(file, folder)) {
            whole.fill(content.bytes()::writeTo);
            spot.origin().mark(whole.part());
            whole.finish();
            done = true;
            return file;
        } catch (IOException e) {
            throw new OutputException(picture.name() + ": " + file + " cannot be written: " + Reason.of(e), e);
        } finally {
            if (!done) {
                release(file);
            }
        }
    }

    private Path reserve(String name, Spot spot) {
        Origin origin = spot.origin();
        synchronized (taken) {
            int number = origin.number();
            while (true) {
                Path file = FileNames.in(spot.folder(), number == 1 ? name : FileNames.numbered(name, number));
                if (!taken.contains(key(file)) && !origin.isNotOf(file)) {
                    taken.add(key(file));
                    return file;
                }
                number++;
            }
        }
    }

    private void release(Path file) {
        synchronized (taken) {
            taken.remove(key(file));
        }
    }

    private String key(Path file) {
        return key(folder.relativize(file).toString());
    }

    static String key(String name) {
        // upper case first: ß and SS, or ı and I, are the same to some
        return Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
