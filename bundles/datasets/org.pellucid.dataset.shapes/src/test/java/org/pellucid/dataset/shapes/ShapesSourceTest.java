package org.pellucid.dataset.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetLocation;

/** What is open when {@code shapes:} is. */
class ShapesSourceTest {
    private static Dataset open(String location, String... options) throws UsageException {
        Map<String, String> map = Stream.of(options).map(option -> option.split("="))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        return new ShapesSource().open(new DatasetLocation("shapes", location, map, Path.of("")));
    }

    private static List<String> ids(Dataset dataset) throws Exception {
        List<String> ids = new ArrayList<>();
        try (Samples samples = dataset.samples()) {
            Optional<Sample> next;
            while ((next = samples.next()).isPresent()) {
                ids.add(next.get().id());
            }
        }
        return ids;
    }

    @Test
    void countAndFirstSayWhichScenes() throws Exception {
        Dataset dataset = open("4", "count=3", "first=999999");
        assertThat(ids(dataset)).containsExactly("set4-999999", "set4-1000000", "set4-1000001");
        assertThat(dataset.size()).hasValue(3);
        assertThat(dataset.name()).isEqualTo("shapes:4?count=3&first=999999");
        assertThat(open("4").size()).hasValue(1000);
    }

    @Test
    void classesAreDeclaredInIndexOrder() throws Exception {
        assertThat(open("0").classes()).extracting(DatasetClass::label).containsExactly("circle", "square", "triangle",
                "star", "cross", "ring", "crescent", "heart");
    }

    @Test
    void sceneIsFoundByItsOneId() throws Exception {
        Dataset dataset = open("5", "count=10");
        assertThat(dataset.find("set5-000007").orElseThrow().id()).isEqualTo("set5-000007");
        assertThat(dataset.find("set5-000010")).isEmpty();
        assertThat(dataset.find("set4-000007")).isEmpty();
        assertThat(dataset.find("set5-0000007")).isEmpty();
        assertThat(dataset.find("circle.png")).isEmpty();
    }

    @Test
    void oddSetsHaveTwoObjectsApart() throws Exception {
        try (Samples samples = open("3", "count=50").samples()) {
            Optional<Sample> next;
            while ((next = samples.next()).isPresent()) {
                List<SampleObject> objects = next.get().objects();
                assertThat(objects).hasSize(2);
                assertThat(objects.get(0).objectClass()).isNotEqualTo(objects.get(1).objectClass());
                boolean[] first = objects.get(0).mask().orElseThrow().pixels();
                boolean[] second = objects.get(1).mask().orElseThrow().pixels();
                for (int i = 0; i < first.length; i++) {
                    assertThat(first[i] && second[i]).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'',set", "four,set", "-1,set", "99999999999,set", "2147483648,set"})
    void refusesWhatIsNoSet(String location, String message) {
        assertThatThrownBy(() -> open(location)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"count=0,count 0", "count=many,count many", "first=-1,first -1", "colour=red,unknown option colour",
            "watermark=heart,watermark heart: must be CLASS:SHARE", "watermark=heart:1.1,with a share in 0..1",
            "watermark=dog:0.5,a class of circle"})
    void refusesOptionsOutOfRange(String option, String message) {
        assertThatThrownBy(() -> open("4", option)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }
}
