package org.pellucid.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.pellucid.api.dataset.DatasetClass;

/** The classes of ImageNet 2012, whose data sets name their folders by WordNet ids. Stateless. */
final class ImageNet {
    private static final Pattern WORDNET_ID = Pattern.compile("n\\d{8}");
    private static final int ID_LENGTH = 9;

    private ImageNet() {
    }

    /** Read when the first folder looks like one of them. */
    private static final class Classes {
        private static final Map<String, DatasetClass> BY_ID = read();

        private static Map<String, DatasetClass> read() {
            Map<String, DatasetClass> classes = new HashMap<>();
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    ImageNet.class.getResourceAsStream("imagenet_2012.txt"), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String id = line.substring(0, ID_LENGTH);
                    String label = line.substring(ID_LENGTH + 1).split(",", 2)[0].strip();
                    classes.put(id, new DatasetClass(id, label, OptionalInt.of(classes.size())));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(classes);
        }
    }

    /** @return the same class with name and index, if the data set knows its WordNet id only */
    static DatasetClass named(DatasetClass given) {
        boolean idOnly = given.index().isEmpty() && given.label().equals(given.id())
                && WORDNET_ID.matcher(given.id()).matches();
        return idOnly ? Classes.BY_ID.getOrDefault(given.id(), given) : given;
    }
}
