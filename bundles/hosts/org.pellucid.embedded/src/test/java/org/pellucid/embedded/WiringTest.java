package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.pellucid.api.download.spi.CatalogSource;
import org.pellucid.download.FurtherItem;
import org.pellucid.openvino.NativeRuntime;
import org.pellucid.openvino.RuntimeSettings;
import org.pellucid.whiteboard.plain.Defaults;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is wired by hand is what the components of the bundles declare. */
class WiringTest {
    private static final String API = "org.pellucid.api.";
    /** Made by configurations, of which there are none without a framework. */
    private static final Set<Class<?>> CONFIGURED_ONLY = Set.of(FurtherItem.class);

    /** A component as Declarative Services would read it. */
    private record Component(Class<?> implementation, Set<String> provided, Map<String, Object> properties) {
        static Component of(InputStream in) throws Exception {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            Element root = document.getDocumentElement();
            Map<String, Object> properties = new TreeMap<>();
            elements(root, "property").forEach(property -> properties.put(property.getAttribute("name"),
                    value(property)));
            return new Component(
                    Class.forName(elements(root, "implementation").get(0).getAttribute("class"), false,
                            WiringTest.class.getClassLoader()),
                    elements(root, "provide").stream().map(provide -> provide.getAttribute("interface"))
                            .collect(Collectors.toSet()),
                    properties);
        }

        private static List<Element> elements(Element root, String name) {
            NodeList nodes = root.getElementsByTagName(name);
            return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
        }

        private static Object value(Element property) {
            List<Object> values = (property.hasAttribute("value") ? Stream.of(property.getAttribute("value"))
                    : property.getTextContent().lines()).map(text -> typed(property.getAttribute("type"), text))
                    .toList();
            return property.hasAttribute("value") ? values.get(0) : values;
        }

        private static Object typed(String type, String text) {
            return switch (type) {
                case "Integer" -> Integer.valueOf(text);
                case "Boolean" -> Boolean.valueOf(text);
                default -> text;
            };
        }

        /** The service properties that name and rank it, without its configuration. */
        Map<String, Object> naming() {
            Map<String, Object> naming = new HashMap<>(properties);
            naming.keySet().removeIf(key -> !key.startsWith("pellucid.") && !key.equals("service.ranking"));
            return naming;
        }

        boolean isPlugIn() {
            return provided.stream().anyMatch(PLUG_INS::contains) && !CONFIGURED_ONLY.contains(implementation);
        }
    }

    private static final Set<String> PLUG_INS = Set.of(API + "explain.spi.ExplainMethod", API + "render.spi.Renderer",
            API + "render.spi.MatrixRenderer", API + "dataset.spi.DatasetSource", API + "evaluate.spi.Metric",
            CatalogSource.class.getName());

    /** All components on the class path that are ours. */
    private static List<Component> components() throws Exception {
        List<Component> components = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(place, "OSGI-INF"))) {
                try (Stream<Path> files = Files.list(Path.of(place, "OSGI-INF"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        try (InputStream in = Files.newInputStream(file)) {
                            components.add(Component.of(in));
                        }
                    }
                }
            } else if (place.endsWith(".jar")) {
                read(place, components);
            }
        }
        components.removeIf(component -> component.provided.stream().noneMatch(name -> name.startsWith(API)));
        return components;
    }

    private static void read(String place, List<Component> components) throws Exception {
        try (ZipFile jar = new ZipFile(place)) {
            for (ZipEntry entry : jar.stream()
                    .filter(each -> each.getName().matches("OSGI-INF/org\\.pellucid[^/]*\\.xml"))
                    .toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    components.add(Component.of(in));
                }
            }
        }
    }

    private static Map<String, Object> sorted(Map<String, ?> properties) {
        Map<String, Object> sorted = new TreeMap<>();
        properties.forEach((key, value) -> sorted.put(key, value instanceof Collection<?> several
                ? several.stream().map(Object::toString).sorted().toList() : value));
        return sorted;
    }

    @Test
    void every_plug_in_is_added_with_the_properties_of_its_component() throws Exception {
        Map<Class<?>, Map<String, Object>> declared = new HashMap<>();
        components().stream().filter(Component::isPlugIn)
                .forEach(component -> declared.put(component.implementation, sorted(component.naming())));
        Map<Class<?>, Map<String, Object>> wired = new HashMap<>();
        try (Pellucid pellucid = Pellucid.open()) {
            pellucid.services()
                    .forEach(service -> wired.put(service.object().getClass(), sorted(service.properties())));
        }
        assertThat(declared).as("components found").hasSizeGreaterThan(20);
        assertThat(wired).containsExactlyInAnyOrderEntriesOf(declared);
    }

    @Test
    void every_other_service_is_wired_with_the_defaults_of_its_component() throws Exception {
        Map<Class<?>, Map<String, Object>> declared = new HashMap<>();
        for (Component component : components()) {
            Map<String, Object> values = new TreeMap<>(component.properties);
            values.keySet().removeAll(component.naming().keySet());
            // Without a framework nothing comes back, so nothing is waited for.
            values.replace("waitMillis", 0);
            if (!Items.is(component.implementation) && !CONFIGURED_ONLY.contains(component.implementation)
                    && !values.isEmpty()) {
                declared.put(component.implementation, sorted(values));
            }
        }
        Map<Class<?>, Map<String, Object>> wired = new HashMap<>();
        try (Pellucid pellucid = Pellucid.open()) {
            pellucid.configurations().forEach((component, configuration) -> wired.put(component,
                    sorted(read(configuration.values(), configuration.type()))));
        }
        assertThat(wired).containsExactlyInAnyOrderEntriesOf(declared);
    }

    @Test
    void the_runtime_is_wired_with_the_defaults_of_its_component() {
        NativeRuntime.Config declared = Defaults.of(NativeRuntime.Config.class, Map.of());
        RuntimeSettings wired = RuntimeSettings.defaults();
        assertThat(wired.keepCompiled()).isEqualTo(declared.keepCompiled());
        assertThat(wired.threads()).isEqualTo(declared.inferenceThreads());
    }

    private static Map<String, Object> read(Object config, Class<?> type) {
        Map<String, Object> values = new TreeMap<>();
        for (var value : type.getDeclaredMethods()) {
            try {
                Object read = value.invoke(config);
                // An empty array is no property.
                if (!(read instanceof Object[] array) || array.length > 0) {
                    values.put(value.getName(), read instanceof Object[] array ? Arrays.asList(array) : read);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    @Test
    void catalogue_items_are_those_of_their_components() throws Exception {
        for (Component component : components()) {
            if (Items.is(component.implementation) && !CONFIGURED_ONLY.contains(component.implementation)) {
                assertThat(Items.declared(component)).as(component.implementation.getName())
                        .isEqualTo(Items.plain(component.implementation));
            }
        }
    }

    /** Items whose configuration is one type for all of them, with other values for each. */
    private static final class Items {
        private static boolean is(Class<?> type) {
            return type.getSuperclass() == FurtherItem.class.getSuperclass();
        }

        private static Object declared(Component component) throws Exception {
            var made = Arrays.stream(component.implementation.getConstructors())
                    .filter(constructor -> constructor.getParameterCount() == 1).findFirst().orElseThrow();
            Class<?> type = made.getParameterTypes()[0];
            Map<String, Object> values = new HashMap<>();
            for (var value : type.getDeclaredMethods()) {
                Object given = component.properties.get(value.getName());
                if (given != null) {
                    values.put(value.getName(), value.getReturnType().isArray() ? new String[] {given.toString()}
                            : value.getReturnType().isEnum() ? enumValue(value.getReturnType(), given) : given);
                } else if (value.getDefaultValue() == null && value.getReturnType().isArray()) {
                    values.put(value.getName(), new String[0]);
                }
            }
            return ((CatalogSource) made.newInstance(Defaults.of(type, values))).items();
        }

        private static Object enumValue(Class<?> type, Object name) {
            return Arrays.stream(type.getEnumConstants()).filter(each -> each.toString().equals(name)).findFirst()
                    .orElseThrow();
        }

        private static Object plain(Class<?> type) throws ReflectiveOperationException {
            return ((CatalogSource) type.getConstructor().newInstance()).items();
        }
    }

    @Test
    void a_service_of_no_kind_or_without_a_name_is_refused() throws IOException {
        try (Pellucid pellucid = Pellucid.open()) {
            assertThatThrownBy(() -> pellucid.add("text", Map.of())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.lang.String is no method, preprocessor");
            assertThatThrownBy(() -> pellucid.add(new org.pellucid.render.npy.NpyRenderer(), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("NpyRenderer has no name: give the property pellucid.format");
        }
    }
}
