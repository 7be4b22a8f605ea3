package org.pellucid.differ;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.diff.RuleResult;
import org.w3c.dom.Element;

class DiffFilesTest {
    @TempDir
    private Path folder;

    @Test
    void names_and_rules_are_xml_whatever_they_contain() throws Exception {
        DiffDocument document = new DiffDocument("a<b>&\"c\u0001", "new", "rise", "scenes", "a", Map.of(),
                List.of(new RuleResult("drift.p95 < 3", OptionalDouble.of(4), false)), List.of(), List.of(),
                new Alignment("a", List.of("x"), "new", List.of("x")), List.of(), List.of());
        try (DiffFiles files = new DiffFiles(folder)) {
            files.end(document);
            assertThat(files.written()).extracting(file -> file.getFileName().toString())
                    .containsExactly("pictures.jsonl", "baseline.jsonl", "diff.json", "junit.xml");
        }
        try (var junit = Files.newInputStream(folder.resolve("junit.xml"))) {
            Element test = (Element) DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit)
                    .getElementsByTagName("testcase").item(0);
            assertThat(test.getAttribute("classname")).isEqualTo("a<b>&\"c? -> new");
            assertThat(test.getAttribute("name")).isEqualTo("drift.p95 < 3");
            assertThat(((Element) test.getElementsByTagName("failure").item(0)).getAttribute("message"))
                    .isEqualTo("its left side is 4.0");
        }
    }
}
