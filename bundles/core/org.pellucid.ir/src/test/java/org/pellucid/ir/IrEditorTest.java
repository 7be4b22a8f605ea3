package org.pellucid.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.model.ElementType;

class IrEditorTest {

    @Test
    void writesWhatItRead() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL);
        IrEditor editor = graph.edit();
        editor.result("pooled", graph.layer(2).output());

        IrGraph again = IrGraph.read(editor.write(), "again.xml", 16);

        assertThat(again.layers()).extracting(Layer::type).containsExactly("Parameter", "Const", "ReduceMean",
                "Result");
        assertThat(again.outputs().get(0).names()).containsExactly("pooled");
        assertThat(again.find("axes").orElseThrow().attributes())
                .isEqualTo(graph.find("axes").orElseThrow().attributes());
    }

    @Test
    void leavesOutWhatNoResultNeeds() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL);
        IrEditor editor = graph.edit();
        Output other = editor.parameter("other", ElementType.F32, 1, 3, 8, 8);
        editor.redirect(graph.layer(0).output(), other);
        editor.result("pooled", graph.layer(2).output());

        IrGraph again = IrGraph.read(editor.write(), "again.xml", 16);

        assertThat(again.find("image")).isEmpty();
        assertThat(again.input(again.find("pool").orElseThrow(), 0).name()).isEqualTo("other");
    }

    @Test
    void reshapesAnInputAndKeepsItsNames() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL);
        IrEditor editor = graph.edit();
        editor.reshape(graph.layer(0), "pellucid.input", 4, 3, 8, 8);
        editor.result("pooled", graph.layer(2).output());

        IrGraph again = IrGraph.read(editor.write(), "again.xml", 16);

        assertThat(again.inputs().get(0).names()).containsExactly("image", "x", "pellucid.input");
        assertThat(again.inputs().get(0).shape()).containsExactly(4, 3, 8, 8);
        assertThat(again.layer(0).attribute("shape")).isEqualTo("4,3,8,8");
    }

    @Test
    void addsOperationsWithAttributes() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL);
        IrEditor editor = graph.edit();
        Output sum = editor.operation("Einsum", "opset7", "a<b&\"c\"", List.of("equation", "nc->n"), ElementType.F32,
                graph.layer(2).output());
        editor.result("sum", sum);

        IrGraph again = IrGraph.read(editor.write(), "again.xml", 16);

        Layer added = again.find("a<b&\"c\"").orElseThrow();
        assertThat(added.attribute("equation")).isEqualTo("nc->n");
        assertThat(again.readers(added.output())).extracting(Layer::type).containsExactly("Result");
    }

    @Test
    void leavesTheGraphItCameFromAlone() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL);
        IrEditor editor = graph.edit();
        editor.reshape(graph.layer(0), "pellucid.input", 4, 3, 8, 8);
        editor.result("pooled", graph.layer(2).output());

        assertThat(graph.inputs().get(0).shape()).containsExactly(-1, 3, 8, 8);
        assertThat(graph.outputs().get(0).names()).isEmpty();
    }

    @Test
    void needsAResult() throws Exception {
        IrEditor editor = IrReaderTest.read(IrReaderTest.SMALL).edit();

        assertThatThrownBy(editor::write).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takes_and_gives_f32_where_the_graph_computes_in_f16() throws Exception {
        IrGraph graph = IrReaderTest.read(IrReaderTest.SMALL.replace("FP32", "FP16").replace("element_type=\"f32\"",
                "element_type=\"f16\""));
        IrEditor editor = graph.edit();
        editor.reshape(graph.layer(0), "pellucid.input", 1, 3, 8, 8);
        Output mask = editor.parameterLike("mask", graph.layer(2).output(), 1, 3);
        editor.result("product", editor.operation("Multiply", "opset1", "product", List.of(), ElementType.F32,
                graph.layer(2).output(), mask));
        editor.result("pooled", graph.layer(2).output());

        IrGraph again = IrGraph.read(editor.write(), "again.xml", 16);

        assertThat(again.inputs()).extracting(port -> port.type()).containsOnly(ElementType.F32);
        assertThat(again.outputs()).extracting(port -> port.type()).containsOnly(ElementType.F32);
        Layer pool = again.find("pool").orElseThrow();
        assertThat(again.input(pool, 0).attribute("destination_type")).isEqualTo("f16");
        assertThat(again.input(again.find("product").orElseThrow(), 1).attribute("destination_type"))
                .isEqualTo("f16");
    }
}
