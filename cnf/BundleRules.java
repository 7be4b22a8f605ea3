import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the bundles built so far: nobody exports an implementation or imports another's internals, every exported
 * package has a version of its own, every value that can be configured is described with its default, and the API holds
 * contracts only, each of which says who implements it. Ends with 1 and a line for each fault. Run as a source file:
 * {@code java BundleRules.java FOLDER-OF-BUNDLES}.
 */
public final class BundleRules {
    private static final String API = "org.pellucid.api";
    /** For unit tests on a plain class path, where no package is private. */
    private static final String TEST_KIT = "org.pellucid.testkit";
    private static final Pattern OURS = Pattern.compile("(org\\.pellucid|org\\.bytedeco|org\\.opencv)(\\..*)?");
    private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
    private static final Pattern VERSION = Pattern.compile(";version=\"?([^;\"]+)");
    /** A value in a Metatype description. */
    private static final Pattern CONFIGURED = Pattern.compile("<AD [^>]*>");
    private static final Pattern TYPE = Pattern.compile(
            "^(?<indent> *)(?:public |static |final |sealed |non-sealed |abstract )*"
                    + "(?<kind>class|interface|enum|record|@interface) (?<name>\\w+)(?<rest>.*)");

    private final List<String> faults = new ArrayList<>();

    /** @param arguments the folder of the rooms, each a folder of bundles */
    public static void main(String[] arguments) throws IOException {
        BundleRules rules = new BundleRules();
        Path bundles = Path.of(arguments[0]);
        int checked = rules.checkManifests(bundles);
        rules.checkApi(bundles.resolve("core").resolve(API).resolve("src/main/java"));
        rules.faults.forEach(fault -> System.err.println("ERROR: " + fault));
        if (checked == 0) {
            System.err.println("ERROR: no bundle found in " + bundles + ": nothing was checked");
        }
        System.exit(rules.faults.isEmpty() && checked > 0 ? 0 : 1);
    }

    private int checkManifests(Path folder) throws IOException {
        Map<String, Attributes> bundles = new TreeMap<>();
        try (Stream<Path> places = Files.find(folder, 2, (path, attributes) -> attributes.isDirectory())) {
            for (Path place : (Iterable<Path>) places::iterator) {
                Path file = place.resolve("target/classes/META-INF/MANIFEST.MF");
                if (Files.exists(place.resolve("bnd.bnd")) && Files.exists(file)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        bundles.put(place.getFileName().toString(), new Manifest(in).getMainAttributes());
                    }
                    checkDescriptions(place.resolve("target/classes/OSGI-INF/metatype"));
                }
            }
        }
        bundles.forEach(this::checkManifest);
        return bundles.size();
    }

    private void checkDescriptions(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                for (Matcher value = CONFIGURED.matcher(Files.readString(file)); value.find();) {
                    checkDescription(file, value.group());
                }
            }
        }
    }

    private void checkDescription(Path file, String value) {
        String description = attribute(value, "description");
        boolean mayBeLeftOut = value.contains(" default=") || value.contains(" required=\"false\"");
        if (attribute(value, "name").isEmpty() || description.isEmpty()) {
            faults.add(file + ": " + attribute(value, "id") + " needs a name and a description");
        } else if (mayBeLeftOut && !description.toLowerCase(Locale.ROOT).contains("default")) {
            faults.add(file + ": the description of " + attribute(value, "id") + " does not say the default");
        }
    }

    private static String attribute(String element, String name) {
        Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(element);
        return found.find() ? found.group(1) : "";
    }

    private void checkManifest(String bundle, Attributes manifest) {
        Map<String, String> exports = clauses(manifest.getValue("Export-Package"));
        exports.forEach((name, clause) -> {
            if (OURS.matcher(name).matches() && !VERSION.matcher(clause).find()) {
                faults.add(bundle + " exports " + name + " without a version: give its package-info.java a @Version");
            }
            if (manifest.getValue("Service-Component") != null) {
                faults.add(bundle + " exports " + name + ", though it holds components: move what others need to "
                        + API + " or to a bundle of its own, and take @Export from its package-info.java");
            }
        });
        // bnd takes the version from the exporter; without one the package is in the class path but not exported.
        clauses(manifest.getValue("Import-Package")).forEach((name, clause) -> {
            if (OURS.matcher(name).matches() && !VERSION.matcher(clause).find() && !bundle.equals(TEST_KIT)) {
                faults.add(bundle + " uses the package " + name + ", which is private to another bundle");
            }
        });
    }

    private static Map<String, String> clauses(String header) {
        Map<String, String> clauses = new LinkedHashMap<>();
        for (Matcher clause = CLAUSE.matcher(header == null ? "" : header); clause.find();) {
            clauses.put(clause.group().split(";")[0].strip(), clause.group());
        }
        return clauses;
    }

    private void checkApi(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                if (!file.getFileName().toString().equals("package-info.java")) {
                    checkContract(file);
                } else if (!Files.readString(file).contains("@Version(")) {
                    faults.add(file + ": the package has no @Version");
                }
            }
        }
    }

    private void checkContract(Path file) throws IOException {
        String before = "";
        for (String line : Files.readAllLines(file)) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                boolean contract = type.group("kind").equals("interface") || line.contains("abstract ");
                if (contract && !before.contains("@ProviderType") && !before.contains("@ConsumerType")) {
                    faults.add(file + ": " + type.group("name") + " says neither @ProviderType (only Pellucid implements "
                            + "it) nor @ConsumerType");
                }
                boolean value = line.contains("final ") && Files.readString(file)
                        .contains("    private " + type.group("name") + "(");
                if (type.group("kind").equals("class") && type.group("indent").isEmpty()
                        && !type.group("rest").contains("Exception") && !value && !before.contains("@ConsumerType")) {
                    faults.add(file + ": the API holds interfaces, records, enums, exceptions, final classes made by"
                            + " factories, and classes for plug-ins to extend (@ConsumerType) only");
                }
            }
            before = line.isBlank() ? "" : before + line;
        }
    }
}
