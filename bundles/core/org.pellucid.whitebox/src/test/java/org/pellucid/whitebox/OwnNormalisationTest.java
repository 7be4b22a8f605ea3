package org.pellucid.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pellucid.api.ModelException;
import org.pellucid.ir.IrGraph;

class OwnNormalisationTest {
    /** A picture that is converted, then combined with a constant. */
    private static Optional<String> found(String operation, String inputType, String constantShape, String between)
            throws ModelException {
        StringBuilder dims = new StringBuilder();
        for (String dim : constantShape.split(",")) {
            dims.append("<dim>").append(dim).append("</dim>");
        }
        boolean order = between.equals("Transpose"); // it reads one, which is not looked at here
        String dimensions = "<dim>1</dim><dim>3</dim><dim>8</dim><dim>8</dim>";
        IrGraph graph = IrGraph.read("""
                <net name="n" version="11"><layers>
                <layer id="0" name="image" type="Parameter" version="opset1">
                  <data shape="1,3,8,8" element_type="f32"/>
                  <output><port id="0" precision="%s">%s</port></output></layer>
                <layer id="1" name="between" type="%s" version="opset1"><input><port id="0"/>%s</input>
                  <output><port id="1" precision="FP32">%s</port></output></layer>
                <layer id="2" name="constant" type="Const" version="opset1">
                  <data element_type="f32" shape="%s" offset="0" size="4"/>
                  <output><port id="0" precision="FP32">%s</port></output></layer>
                <layer id="3" name="mean" type="%s" version="opset1"><input><port id="0"/><port id="1"/></input>
                  <output><port id="2" precision="FP32">%s</port></output></layer>
                <layer id="4" name="out" type="Result" version="opset1"><input><port id="0"/></input></layer>
                </layers><edges>
                <edge from-layer="0" from-port="0" to-layer="1" to-port="0"/>
                <edge from-layer="1" from-port="1" to-layer="3" to-port="0"/>
                <edge from-layer="2" from-port="0" to-layer="3" to-port="1"/>
                <edge from-layer="3" from-port="2" to-layer="4" to-port="0"/>
                %s</edges></net>
                """.formatted(inputType, dimensions, between, order ? "<port id=\"2\"/>" : "", dimensions,
                constantShape, dims,
                operation, dimensions,
                order ? "<edge from-layer=\"2\" from-port=\"0\" to-layer=\"1\" to-port=\"2\"/>" : "")
                .getBytes(StandardCharsets.UTF_8), "small.xml", 16);
        return OwnNormalisation.of(graph, graph.layer(0));
    }

    @Test
    void a_subtraction_or_division_that_comes_first_normalises() throws ModelException {
        assertThat(found("Subtract", "FP32", "1,3,1,1", "Convert")).contains("begins with Subtract 'mean'");
        assertThat(found("Divide", "FP32", "1", "Transpose")).contains("begins with Divide 'mean'");
    }

    @Test
    void an_8_bit_input_is_normalised_inside() throws ModelException {
        assertThat(found("Convolution", "U8", "8,3,3,3", "Convert")).contains("takes 8-bit pictures (u8)");
    }

    @Test
    void other_layers_and_constants_do_not_normalise() throws ModelException {
        assertThat(found("Convolution", "FP32", "8,3,3,3", "Convert")).isEmpty();
        assertThat(found("Add", "FP32", "1,3,8,8", "Convert")).isEmpty(); // a learnt position
        assertThat(found("Subtract", "FP32", "1,3,1,1", "ReLU")).isEmpty();
    }
}
