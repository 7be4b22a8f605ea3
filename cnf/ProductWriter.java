import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NodeList;

/**
 * Writes what is derived from the product list: the OSGi feature (OSGi Compendium 8, chapter 159) and the features of
 * Apache Karaf from the bundles that a bndrun was resolved to, and the bill of materials from the modules of the build.
 * bnd knows bundles by symbolic name, features by Maven coordinates, and a repository in Maven's layout has both.
 */
public final class ProductWriter {
    private static final Pattern RUN_BUNDLE = Pattern
            .compile("([\\w.-]+);version='\\[([^,]+),[^']*'(?:;startlevel=(\\d+))?");
    /** Karaf has these itself, in versions of its own: configuration, logging, components, Gogo and its terminal. */
    private static final Set<String> KARAFS_OWN = Set.of("org.apache.felix", "org.jline", "org.osgi");
    /** Installed only where Karaf's shell is; of the shell Gogo's exceptions are the one part that Karaf keeps private. */
    private static final Set<String> FOR_SHELL = Set.of("org.apache.felix.gogo.runtime", "commons-cli",
            "org.pellucid.shell");

    /** Hands slf4j to the log service; Karaf's own logging does. */
    private static final String LOGGING = "org.pellucid.slf4j";

    /** @param startLevel empty where the bndrun gives none */
    private record Bundle(String group, String artifact, String version, String startLevel) {
    }

    private ProductWriter() {
    }

    /**
     * @param arguments {@code feature}, resolved bndruns of the product and of the product with the page, repository,
     *                  version of the feature, version of the health check API, folder to write to; or {@code bom}, root
     *                  of the checkout, whether a change is an error
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("bom")) {
            writeBom(Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
            return;
        }
        Path repository = Path.of(arguments[3]);
        Properties run = load(Path.of(arguments[1]));
        List<Bundle> bundles = resolved(run, arguments[1], repository);
        Properties page = load(Path.of(arguments[2]));
        List<Bundle> further = new ArrayList<>(resolved(page, arguments[2], repository));
        further.removeIf(each -> bundles.stream().anyMatch(bundle -> bundle.artifact().equals(each.artifact())));
        Path target = Path.of(arguments[6]);
        Files.writeString(target.resolve("pellucid.json"), feature("pellucid", "Pellucid", bundles, arguments[4],
                run.getProperty("-runsystempackages", "")));
        Files.writeString(target.resolve("pellucid-web.json"), feature("pellucid-web", "The page of Pellucid", further,
                arguments[4], ""));
        Files.writeString(target.resolve("pellucid-features.xml"),
                karafFeatures(bundles, further, arguments[4], arguments[5]));
    }

    private static Properties load(Path bndrun) throws IOException {
        Properties run = new Properties();
        try (Reader reader = Files.newBufferedReader(bndrun)) {
            run.load(reader);
        }
        return run;
    }

    private static List<Bundle> resolved(Properties run, String bndrun, Path repository) throws IOException {
        List<Bundle> bundles = resolved(run.getProperty("-runbundles", ""), repository);
        if (bundles.isEmpty()) {
            throw new IOException(bndrun + " names no bundles: it was not resolved");
        }
        return bundles;
    }

    private static List<Bundle> resolved(String runBundles, Path repository) throws IOException {
        Map<String, Bundle> present = present(repository);
        List<Bundle> bundles = new ArrayList<>();
        for (Matcher entry = RUN_BUNDLE.matcher(runBundles); entry.find();) {
            Bundle bundle = present.entrySet().stream()
                    .filter(candidate -> candidate.getKey().startsWith(entry.group(1) + " " + entry.group(2)))
                    .map(Map.Entry::getValue).findFirst()
                    .orElseThrow(() -> new IOException("resolved to " + entry.group() + ", which is not in "
                            + repository));
            bundles.add(new Bundle(bundle.group(), bundle.artifact(), bundle.version(),
                    entry.group(3) == null ? "" : entry.group(3)));
        }
        return bundles;
    }

    /** By symbolic name and version of the bundle. */
    private static Map<String, Bundle> present(Path repository) throws IOException {
        Map<String, Bundle> bundles = new TreeMap<>();
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path jar : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar")).sorted()::iterator) {
                try (JarFile open = new JarFile(jar.toFile())) {
                    Attributes manifest = open.getManifest() == null ? new Attributes()
                            : open.getManifest().getMainAttributes();
                    String name = manifest.getValue("Bundle-SymbolicName");
                    if (name != null) {
                        Path version = jar.getParent();
                        Path artifact = version.getParent();
                        String group = repository.relativize(artifact.getParent()).toString()
                                .replace(java.io.File.separatorChar, '.');
                        bundles.put(name.split(";")[0].strip() + " " + manifest.getValue("Bundle-Version"),
                                new Bundle(group, artifact.getFileName().toString(), version.getFileName().toString(),
                                        ""));
                    }
                }
            }
        }
        return bundles;
    }

    private static String feature(String name, String title, List<Bundle> bundles, String version,
            String systemPackages) {
        return """
                {
                  "feature-resource-version": "1.0",
                  "id": "org.pellucid:%s:%s",
                  "name": "%s",
                  "bundles": [
                %s
                  ],
                  "extensions": {
                    "framework-launching-properties": {
                      "type": "json",
                      "json": {"org.osgi.framework.system.packages.extra": "%s"}
                    }
                  }
                }
                """.formatted(name, version, title, lines(bundles, bundle -> true, ",\n", "    {\"id\": \"%s:%s:%s\"%s}"),
                systemPackages);
    }

    private static String karafFeatures(List<Bundle> bundles, List<Bundle> page, String version,
            String healthCheckVersion) {
        String line = "<bundle>mvn:%s/%s/%s</bundle>";
        Predicate<Bundle> forShell = bundle -> FOR_SHELL.contains(bundle.artifact());
        Predicate<Bundle> karafs = bundle -> KARAFS_OWN.contains(bundle.group());
        Predicate<Bundle> logging = bundle -> bundle.artifact().equals(LOGGING);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <features name="pellucid-%1$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                    <feature name="pellucid" version="%1$s" description="Explains OpenVINO image classifiers">
                        <feature dependency="true">scr</feature>
                        <!-- of Karaf's own logging and shell, which do not declare it -->
                        <capability>osgi.service;effective:=active;objectClass=org.osgi.service.log.LoggerFactory</capability>
                        <capability>osgi.service;effective:=active;objectClass=org.apache.karaf.shell.api.console.SessionFactory</capability>
                %2$s
                        <!-- Where models are looked for by default: the folder models of Karaf's own folder. -->
                        <configfile finalname="models/efficientnet-lite0/efficientnet-lite0.xml" override="true">\
                mvn:org.pellucid/org.pellucid.models/%1$s/xml/efficientnet-lite0</configfile>
                        <configfile finalname="models/efficientnet-lite0/efficientnet-lite0.bin" override="true">\
                mvn:org.pellucid/org.pellucid.models/%1$s/bin/efficientnet-lite0</configfile>
                        <configfile finalname="models/imagenet_2012.txt" override="true">\
                mvn:org.pellucid/org.pellucid.models/%1$s/txt/imagenet_2012</configfile>
                        <configfile finalname="models/LICENSES.md" override="true">\
                mvn:org.pellucid/org.pellucid.models/%1$s/md/licences</configfile>
                        <conditional>
                            <condition>shell</condition>
                %3$s
                            <bundle>mvn:org.pellucid/org.pellucid.karaf/%1$s</bundle>
                        </conditional>
                    </feature>
                    <feature name="pellucid-health" version="%1$s" install="manual"
                             description="Felix health checks of Pellucid">
                        <feature>pellucid</feature>
                        <bundle dependency="true">mvn:org.apache.felix/org.apache.felix.healthcheck.api/%4$s</bundle>
                        <bundle>mvn:org.pellucid/org.pellucid.health/%1$s</bundle>
                    </feature>
                    <feature name="pellucid-web" version="%1$s" install="manual"
                             description="A page on which pictures are explained in a browser">
                        <feature>pellucid</feature>
                        <!-- The web server listens only where the page is served. -->
                        <config name="org.apache.felix.http">org.apache.felix.http.enable = false</config>
                %5$s
                    </feature>
                </features>
                """.formatted(version, lines(bundles, forShell.or(karafs).negate(), "\n", "        " + line),
                lines(bundles, forShell, "\n", "            " + line), healthCheckVersion,
                lines(page, logging.negate(), "\n", "        " + line));
    }

    /** @param format of a line: group, artifact, version, and the attribute for the start level */
    private static String lines(List<Bundle> bundles, Predicate<Bundle> which, String separator, String format) {
        return bundles.stream().filter(which).map(bundle -> format.formatted(bundle.group(), bundle.artifact(),
                bundle.version(), bundle.startLevel().isEmpty() ? ""
                        : ", \"pellucid.start-level\": " + bundle.startLevel()))
                .collect(Collectors.joining(separator));
    }

    /** Lists the modules in the rooms of bundles, those of tests excepted. */
    private static void writeBom(Path root, boolean strict) throws Exception {
        Set<Path> published = new TreeSet<>();
        NodeList modules = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(root.resolve("pom.xml").toFile()).getElementsByTagName("module");
        for (int i = 0; i < modules.getLength(); i++) {
            Path module = Path.of(modules.item(i).getTextContent());
            if (module.startsWith("bundles") && !module.startsWith("bundles/test")) {
                published.add(module.getFileName());
            }
        }
        Path file = root.resolve("bom/pom.xml");
        String before = Files.readString(file);
        String begin = "<dependencies>\n";
        String end = "    </dependencies>\n";
        String after = before.substring(0, before.indexOf(begin) + begin.length())
                + published.stream().map("""
                              <dependency>
                                <groupId>org.pellucid</groupId>
                                <artifactId>%s</artifactId>
                                <version>${project.version}</version>
                              </dependency>
                        """::formatted).collect(Collectors.joining())
                + before.substring(before.indexOf(end));
        if (!after.equals(before)) {
            Files.writeString(file, after);
            System.out.println(file + " was written anew: commit it");
            System.exit(strict ? 1 : 0);
        }
    }
}
