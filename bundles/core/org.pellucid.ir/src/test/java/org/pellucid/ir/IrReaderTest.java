package org.pellucid.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.Port;

class IrReaderTest {
    static final String SMALL = """
            <?xml version="1.0"?>
            <net name="small" version="11">
              <layers>
                <layer id="0" name="image" type="Parameter" version="opset1">
                  <data shape="?,3,8,8" element_type="f32"/>
                  <output><port id="0" precision="FP32" names="image,x">
                    <dim>-1</dim><dim>3</dim><dim>8</dim><dim>8</dim></port></output>
                </layer>
                <layer id="1" name="axes" type="Const" version="opset1">
                  <data element_type="i64" shape="2" offset="0" size="16"/>
                  <output><port id="0" precision="I64"><dim>2</dim></port></output>
                </layer>
                <layer id="2" name="pool" type="ReduceMean" version="opset1">
                  <data keep_dims="false"/>
                  <input><port id="0"/><port id="1"/></input>
                  <output><port id="2" precision="FP32"><dim>-1</dim><dim>3</dim></port></output>
                </layer>
                <layer id="3" name="out" type="Result" version="opset1"><input><port id="0"/></input></layer>
              </layers>
              <edges>
                <edge from-layer="0" from-port="0" to-layer="2" to-port="0"/>
                <edge from-layer="1" from-port="0" to-layer="2" to-port="1"/>
                <edge from-layer="2" from-port="2" to-layer="3" to-port="0"/>
              </edges>
              <rt_info><model_info>
                <labels value="one two_words three"/>
                <mean_values value="1 2 3"/>
                <scale_values value="4"/>
                <reverse_input_channels value="True"/>
                <resize_type value="fit_to_window_letterbox"/>
                <pad_value value="114"/>
                <interpolation_type value="CUBIC"/>
                <crop_share value="0.95"/>
              </model_info></rt_info>
            </net>
            """;

    static IrGraph read(String xml) throws ModelException {
        return IrGraph.read(xml.getBytes(StandardCharsets.UTF_8), "small.xml", 16);
    }

    @Test
    void readsLayersPortsAndInfo() throws Exception {
        IrGraph graph = read(SMALL);

        assertThat(graph.layers()).extracting(Layer::name).containsExactly("image", "axes", "pool", "out");
        assertThat(graph.inputs())
                .containsExactly(new Port(0, List.of("image", "x"), ElementType.F32, List.of(-1, 3, 8, 8)));
        assertThat(graph.outputs()).containsExactly(new Port(0, List.of(), ElementType.F32, List.of(-1, 3)));
        assertThat(graph.modelInfo().labels()).containsExactly("one", "two_words", "three");
        assertThat(graph.modelInfo().mean()).contains(List.of(1.0, 2.0, 3.0));
        assertThat(graph.modelInfo().scale()).contains(List.of(4.0, 4.0, 4.0));
        assertThat(graph.modelInfo().reverseInputChannels()).contains(true);
        assertThat(graph.modelInfo().resizeType()).contains("fit_to_window_letterbox");
        assertThat(graph.modelInfo().padValue()).contains(114);
        assertThat(graph.modelInfo().interpolationType()).contains("CUBIC");
        assertThat(graph.modelInfo().cropShare()).contains(0.95);
        assertThat(read(new String(graph.withInfo(graph.modelInfo()), StandardCharsets.UTF_8)).modelInfo())
                .isEqualTo(graph.modelInfo());
        assertThat(graph.find("x")).map(Layer::name).contains("image");
    }

    @Test
    void knowsWhatDependsOnThePicture() throws Exception {
        IrGraph graph = read(SMALL);

        assertThat(graph.isConstant(graph.layer(1).output())).isTrue();
        assertThat(graph.isConstant(graph.layer(2).output())).isFalse();
        assertThat(graph.ancestors(graph.layer(2).output())).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(graph.ancestors(graph.layer(2).output(), graph.layer(0).output())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void refusesADocumentType() {
        String hostile = SMALL.replace("<net ", "<!DOCTYPE net [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<net ");

        assertThatThrownBy(() -> read(hostile)).isInstanceOf(ModelException.class).hasMessageContaining("small.xml")
                .hasMessageContaining("DOCTYPE");
    }

    @ParameterizedTest
    @CsvSource({"0,17", "1,16", "16,1", "9223372036854775807,1", "1,9223372036854775807", "-1,4", "0,-8"})
    void refusesAConstantBeyondTheWeights(long offset, long size) {
        String damaged = SMALL.replace("offset=\"0\" size=\"16\"",
                "offset=\"" + offset + "\" size=\"" + size + "\"");

        assertThatThrownBy(() -> read(damaged)).isInstanceOf(ModelException.class)
                .hasMessageContaining("Const 'axes'").hasMessageContaining("16 bytes");
    }

    @Test
    void checksConstantsInsideSubgraphs() {
        String loop = SMALL.replace("<data keep_dims=\"false\"/>", "<data keep_dims=\"false\"/><body><layers>"
                + "<layer id=\"0\" name=\"inner\" type=\"Const\" version=\"opset1\">"
                + "<data element_type=\"f32\" shape=\"8\" offset=\"0\" size=\"32\"/></layer></layers></body>");

        assertThatThrownBy(() -> read(loop)).isInstanceOf(ModelException.class).hasMessageContaining("'inner'");
    }

    @Test
    void saysWhereTheXmlBreaks() {
        assertThatThrownBy(() -> read(SMALL.substring(0, 400))).isInstanceOf(ModelException.class)
                .hasMessageContaining("small.xml is not well-formed XML (line");
        assertThatThrownBy(() -> read("<html><body/></html>")).isInstanceOf(ModelException.class)
                .hasMessageContaining("no OpenVINO IR");
        assertThatThrownBy(() -> read(SMALL.replace("id=\"2\" name", "id=\"two\" name")))
                .isInstanceOf(ModelException.class).hasMessageContaining("two");
        assertThatThrownBy(() -> read(SMALL.replace("from-layer=\"1\"", "from-layer=\"7\"")))
                .isInstanceOf(ModelException.class).hasMessageContaining("layer 7, which is not there");
    }

    @Test
    void decodesUtf8WithAByteOrderMarkAndNothingElse() throws Exception {
        assertThat(read("\ufeff" + SMALL.replace("\"axes\"", "\"Achsen für ein Maß\"")).layers())
                .extracting(Layer::name).contains("Achsen für ein Maß");
        for (String other : List.of("\u0089PNG\r\n", SMALL.replace("\"axes\"", "\"ma\u00df\""))) {
            byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> IrGraph.read(bytes, "small.xml", 16)).isInstanceOf(ModelException.class)
                    .hasMessageContaining("small.xml is not well-formed XML");
        }
    }

    @Test
    void refusesDeepNesting() {
        String deep = "<net>".repeat(100) + "</net>".repeat(100);

        assertThatThrownBy(() -> read(deep)).isInstanceOf(ModelException.class).hasMessageContaining("nests");
    }

    private static void refuses(String xml, String... said) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(ModelException.class).hasMessageContaining("small.xml")
                .satisfies(e -> assertThat(e.getMessage()).contains(said));
    }

    @Test
    void refuses_edges_that_form_a_circle() {
        String circle = SMALL.replace("type=\"ReduceMean\"", "type=\"Add\"").replace(
                "<edge from-layer=\"1\" from-port=\"0\" to-layer=\"2\" to-port=\"1\"/>",
                "<edge from-layer=\"2\" from-port=\"2\" to-layer=\"2\" to-port=\"1\"/>");

        refuses(circle, "layer 'pool' depends on itself");
        refuses(SMALL.replace("<data keep_dims=\"false\"/>",
                "<data/><body>" + circle.substring(circle.indexOf("<layers>"), circle.indexOf("<rt_info>"))
                        + "</body>"),
                "layer 'pool' depends on itself");
    }

    @Test
    void puts_layers_behind_those_they_read_and_keeps_the_order_of_results() throws Exception {
        String pool = SMALL.substring(SMALL.indexOf("<layer id=\"2\""), SMALL.indexOf("<layer id=\"3\""));
        String first = "<layer id=\"4\" name=\"first\" type=\"Result\" version=\"opset1\"><input><port id=\"0\"/></input>"
                + "</layer>";
        IrGraph graph = read(SMALL.replace(pool, "").replace("<layers>", "<layers>" + first + pool)
                .replace("</edges>", "<edge from-layer=\"2\" from-port=\"2\" to-layer=\"4\" to-port=\"0\"/></edges>"));

        assertThat(graph.layers()).extracting(Layer::name).containsExactly("image", "axes", "pool", "first", "out");
    }

    @Test
    void refuses_operations_without_what_they_read() {
        String edge = "<edge from-layer=\"1\" from-port=\"0\" to-layer=\"2\" to-port=\"1\"/>";
        refuses(SMALL.replace(edge, ""), "layer 'pool' has input ports [0, 1], but edges lead to [0]");
        refuses(SMALL.replace(edge, "").replace("<port id=\"0\"/><port id=\"1\"/>", "<port id=\"0\"/>"),
                "ReduceMean 'pool' reads 1 values, expected 2");
        refuses(SMALL.replace(edge, edge + edge), "two edges lead to port 1 of layer 2");
        refuses(SMALL.replace("<edge from-layer=\"2\" from-port=\"2\" to-layer=\"3\" to-port=\"0\"/>", "")
                .replace("<input><port id=\"0\"/></input></layer>", "</layer>"),
                "Result 'out' reads 0 values, expected 1");
        refuses(SMALL.replace("<port id=\"2\" precision", "<port id=\"3\"/><port id=\"2\" precision"),
                "ReduceMean 'pool' has 2 outputs, expected 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Constant", "constant", "CONSTANT"})
    void refuses_a_constant_without_data(String type) {
        refuses(SMALL.replace("type=\"Const\"", "type=\"" + type + "\""), "layer 'axes'", type, "Const");
    }

    @Test
    void refuses_names_with_a_colon() {
        refuses(SMALL.replace("offset=\"0\"", "offset=\"0\" a:offset=\"999\""), "'a:offset'");
        refuses(SMALL.replace("<rt_info>", "<a:layers/><rt_info>"), "'a:layers'");
    }
}
