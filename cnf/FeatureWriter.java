import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the bundles that a bndrun was resolved to as an OSGi feature (OSGi Compendium 8, chapter 159): bnd knows
 * bundles by symbolic name, features by Maven coordinates, and a repository in Maven's layout has both.
 */
public final class FeatureWriter {
    /**
     * Level 3 where nothing else is said. What all need comes before. What applies configuration is started by the
     * launcher where there is some, and the folder of plug-ins has a level that one-shot commands never reach. Gogo's
     * own shell is never started: Pellucid's takes classes from it, and two would read from one terminal.
     */
    private static final Map<String, Integer> START_LEVELS = Map.of("org.apache.felix.configadmin", 1,
            "org.apache.felix.log", 1, "org.apache.felix.scr", 1, "org.apache.felix.configurator", 4,
            "org.apache.felix.metatype", 4, "org.pellucid.configuration", 4, "org.apache.felix.gogo.jline", 6,
            "org.apache.felix.fileinstall", 5);

    private static final Pattern RUN_BUNDLES = Pattern.compile("-runbundles:((?:\\s*[^\\n]*\\\\\\n)*[^\\n]*)");
    private static final Pattern BUNDLE = Pattern.compile("([\\w.-]+);version='\\[([^,]+),");

    private record Bundle(String mavenId, String version) {
    }

    private FeatureWriter() {
    }

    /** @param arguments resolved bndrun, repository, feature's Maven coordinates, file to write */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<Bundle>> present = bundles(Path.of(arguments[1]));
        List<String> lines = new ArrayList<>();
        for (Matcher entry = entries(Path.of(arguments[0])); entry.find();) {
            String name = entry.group(1);
            Bundle bundle = present.getOrDefault(name, List.of()).stream()
                    .filter(candidate -> candidate.version().startsWith(entry.group(2))).findFirst()
                    .orElseThrow(() -> new IOException("resolved to " + entry.group() + ", which is not in the "
                            + "repository: " + present.get(name)));
            Integer level = START_LEVELS.get(name);
            lines.add("    {\"id\": \"" + bundle.mavenId() + "\""
                    + (level == null ? "" : ", \"pellucid.start-level\": " + level) + "}");
        }
        if (lines.isEmpty()) {
            throw new IOException(arguments[0] + " names no bundles: it was not resolved");
        }
        Files.writeString(Path.of(arguments[3]), "{\n  \"feature-resource-version\": \"1.0\",\n  \"id\": \""
                + arguments[2] + "\",\n  \"name\": \"Pellucid\",\n  \"bundles\": [\n" + String.join(",\n", lines)
                + "\n  ]\n}\n");
    }

    private static Matcher entries(Path bndrun) throws IOException {
        Matcher list = RUN_BUNDLES.matcher(Files.readString(bndrun));
        return BUNDLE.matcher(list.find() ? list.group(1) : "");
    }

    private static Map<String, List<Bundle>> bundles(Path repository) throws IOException {
        Map<String, List<Bundle>> bundles = new TreeMap<>();
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path jar : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar")).sorted()::iterator) {
                try (JarFile open = new JarFile(jar.toFile())) {
                    Attributes manifest = open.getManifest() == null ? new Attributes()
                            : open.getManifest().getMainAttributes();
                    String name = manifest.getValue("Bundle-SymbolicName");
                    if (name != null) {
                        Path version = jar.getParent();
                        String group = repository.relativize(version.getParent().getParent()).toString()
                                .replace(java.io.File.separatorChar, '.');
                        bundles.computeIfAbsent(name.split(";")[0].strip(), key -> new ArrayList<>())
                                .add(new Bundle(group + ":" + version.getParent().getFileName() + ":"
                                        + version.getFileName(), manifest.getValue("Bundle-Version")));
                    }
                }
            }
        }
        return bundles;
    }
}
