import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Sums up the XML reports of tests below a folder. Ends with 1 on a failure or an error, and if no test ran at all, which
 * bnd's plug-in would call a success. Run as a source file: {@code java TestSummary.java FOLDER}.
 */
public final class TestSummary {
    private int tests;
    private int failures;
    private int errors;
    private int skipped;

    private TestSummary() {
    }

    /** @param arguments the folder with the reports */
    public static void main(String[] arguments) throws Exception {
        TestSummary summary = new TestSummary();
        for (Path report : reports(Path.of(arguments[0]))) {
            summary.add(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile())
                    .getDocumentElement());
        }
        System.out.println(line(summary.tests, summary.failures, summary.errors, summary.skipped));
        if (summary.tests == 0) {
            System.out.println("ERROR: no test ran, see the output above");
        }
        int bad = summary.failures + summary.errors;
        System.out.println((summary.tests - bad - summary.skipped) + " passed, " + bad + " failed, " + summary.skipped
                + " skipped");
        System.exit(summary.tests == 0 || summary.failures + summary.errors > 0 ? 1 : 0);
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList();
        }
    }

    private void add(Element suite) {
        int ran = number(suite, "tests");
        int failed = number(suite, "failures");
        int broken = number(suite, "errors");
        int left = number(suite, "skipped");
        tests += ran;
        failures += failed;
        errors += broken;
        skipped += left;
        System.out.println(line(ran, failed, broken, left) + ", Time elapsed: " + suite.getAttribute("time")
                + " s -- in " + suite.getAttribute("name"));
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element each = (Element) cases.item(i);
            String fault = text(each, "failure") + text(each, "error");
            if (!fault.isEmpty()) {
                System.out.println("FAILED: " + each.getAttribute("classname") + "." + each.getAttribute("name") + "\n"
                        + relevant(fault));
            }
        }
    }

    private static String text(Element test, String kind) {
        NodeList found = test.getElementsByTagName(kind);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** The message, and of the stack trace the lines in our own code. */
    private static String relevant(String fault) {
        return fault.lines().filter(l -> !l.startsWith("\tat ") || l.contains("org.pellucid."))
                .collect(Collectors.joining("\n"));
    }

    private static String line(int ran, int failed, int broken, int left) {
        return "Tests run: " + ran + ", Failures: " + failed + ", Errors: " + broken + ", Skipped: " + left;
    }

    private static int number(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
