package org.pellucid.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name that no opset has matches no layer, and nobody notices: so all names in the sources are looked up. */
class OperationNamesTest {
    private static final Pattern CAPITALISED = Pattern.compile("\"([A-Z][A-Za-z0-9]*)\"");
    /** Capitalised words in these sources that name element types and the like. */
    private static final Set<String> OTHER = Set.of("FP16", "FP32", "FP64", "BF16", "I8", "U8", "I32", "U32", "I64",
            "U64", "BOOL", "BOOLEAN", "FP", "True", "False", "Classification", "Form");

    @Test
    void every_operation_in_the_sources_is_spelled_as_in_the_opsets() throws Exception {
        Path bundles = Path.of("").toAbsolutePath().getParent().getParent();
        List<String> wrong = new ArrayList<>();
        int read = 0;
        for (String bundle : List.of("core/org.pellucid.ir", "core/org.pellucid.whitebox",
                "methods/org.pellucid.method.reciprocam", "methods/org.pellucid.method.vitreciprocam",
                "methods/org.pellucid.method.activationmap")) {
            try (Stream<Path> files = Files.walk(bundles.resolve(bundle).resolve("src/main/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    read++;
                    wrong.addAll(unknown(file));
                }
            }
        }
        assertThat(read).isGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    private static List<String> unknown(Path file) throws IOException {
        List<String> unknown = new ArrayList<>();
        Matcher words = CAPITALISED.matcher(Files.readString(file));
        while (words.find()) {
            String word = words.group(1);
            boolean known = OperationTable.find(word).filter(found -> found.type().equals(word)).isPresent();
            if (!known && !OTHER.contains(word)) {
                unknown.add(file.getFileName() + ": " + word);
            }
        }
        return unknown;
    }

    @Test
    void a_layer_tells_its_type_as_the_opsets_spell_it() throws Exception {
        for (String[] spellings : new String[][] {{"Relu", "ReLU"}, {"PRelu", "PReLU"}, {"Softmax", "SoftMax"},
                {"ReLU", "ReLU"}, {"MyOperation", "MyOperation"}}) {
            Element element = new Element("layer").set("name", "x").set("type", spellings[0]);

            assertThat(new Layer(0, element, List.of()).type()).isEqualTo(spellings[1]);
        }
    }
}
