package org.pellucid.dataset.imagewoof;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pellucid.api.dataset.DatasetClass;

/**
 * The breeds: WordNet id, first name in WordNet, index among the 1,000 classes of ImageNet 2012. A test compares them
 * with the label file that ships.
 */
final class Breeds {
    /** By WordNet id, which is the order of indices as well. */
    static final List<DatasetClass> ALL = List.of(breed("n02086240", "Shih-Tzu", 155),
            breed("n02087394", "Rhodesian ridgeback", 159), breed("n02088364", "beagle", 162),
            breed("n02089973", "English foxhound", 167), breed("n02093754", "Border terrier", 182),
            breed("n02096294", "Australian terrier", 193), breed("n02099601", "golden retriever", 207),
            breed("n02105641", "Old English sheepdog", 229), breed("n02111889", "Samoyed", 258),
            breed("n02115641", "dingo", 273));

    private static final Map<String, DatasetClass> BY_ID = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(DatasetClass::id, Function.identity()));

    private Breeds() {
    }

    private static DatasetClass breed(String id, String label, int index) {
        return new DatasetClass(id, label, OptionalInt.of(index));
    }

    /** @return what is known of the folder; its name alone if it is none of the breeds */
    static DatasetClass of(String folder) {
        return BY_ID.getOrDefault(folder, DatasetClass.unmapped(folder));
    }
}
