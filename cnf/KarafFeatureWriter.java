import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the bundles of an OSGi feature as a feature of Apache Karaf. What Karaf has itself, in versions of its own, is
 * left to it.
 */
public final class KarafFeatureWriter {
    /** Configuration, logging, components, Gogo and its terminal. */
    private static final Set<String> KARAFS_OWN = Set.of("org.apache.felix", "org.jline", "org.osgi");
    /** Installed only where Karaf's shell is; of the shell Gogo's exceptions are the one part that Karaf keeps private. */
    private static final Set<String> FOR_SHELL = Set.of("org.apache.felix.gogo.runtime", "commons-cli",
            "org.pellucid.shell");
    private static final Pattern BUNDLE = Pattern.compile("\\{\"id\": \"([^:\"]+):([^:\"]+):([^:\"]+)\"");

    private KarafFeatureWriter() {
    }

    /** @param arguments OSGi feature, its version, that of the health check API, file to write */
    public static void main(String[] arguments) throws IOException {
        List<String> always = new ArrayList<>();
        List<String> shell = new ArrayList<>();
        for (Matcher bundle = BUNDLE.matcher(Files.readString(Path.of(arguments[0]))); bundle.find();) {
            String line = "<bundle>mvn:" + bundle.group(1) + "/" + bundle.group(2) + "/" + bundle.group(3) + "</bundle>";
            if (FOR_SHELL.contains(bundle.group(2))) {
                shell.add("            " + line);
            } else if (!KARAFS_OWN.contains(bundle.group(1))) {
                always.add("        " + line);
            }
        }
        if (always.isEmpty()) {
            throw new IOException(arguments[0] + " names no bundles that Karaf does not have: it was not written");
        }
        Path descriptor = Path.of(arguments[3]);
        Files.createDirectories(descriptor.getParent());
        Files.writeString(descriptor, """
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
                </features>
                """.formatted(arguments[1], String.join("\n", always), String.join("\n", shell), arguments[2]));
    }
}
