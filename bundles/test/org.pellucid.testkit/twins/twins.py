"""Writes one small network in every format that OpenVINO reads. Run once; the files are test data.

    python twins.py FOLDER ir onnx tensorflow     needs openvino, onnx, tensorflow
    python twins.py FOLDER paddle                 needs paddlepaddle, with FLAGS_enable_pir_api=0 in the environment

Two convolutions with stride 2, a mean over all cells, a linear layer. The weights are random, from a fixed seed. Each
framework is given the same numbers by its own means, so that nothing is converted from one format to another.
"""
import pathlib
import shutil
import sys
import tempfile

import numpy

SIDE, WIDTHS, CLASSES = 32, (8, 16), 5
random = numpy.random.default_rng(17)
KERNELS = []
for read, made in zip((3,) + WIDTHS, WIDTHS):
    weights = random.normal(size=(made, read, 3, 3)) / numpy.sqrt(9 * read)
    KERNELS.append((weights.astype("float32"), random.normal(size=made).astype("float32") / 4))
MATRIX = random.normal(size=(WIDTHS[-1], CLASSES)).astype("float32")
BIAS = random.normal(size=CLASSES).astype("float32")


def ir(folder):
    import openvino
    from openvino import opset8 as ops

    value = image = ops.parameter([1, 3, SIDE, SIDE], numpy.float32, name="image")
    for weights, bias in KERNELS:
        value = ops.convolution(value, ops.constant(weights), [2, 2], [0, 0], [1, 1], [1, 1])
        value = ops.relu(ops.add(value, ops.constant(bias.reshape(1, -1, 1, 1))))
    value = ops.reduce_mean(value, ops.constant(numpy.array([2, 3])), False)
    value = ops.matmul(value, ops.constant(MATRIX.T.copy()), False, True)
    value = ops.add(value, ops.constant(BIAS.reshape(1, -1)))
    openvino.save_model(openvino.Model([value], [image], "twin"), folder / "twin.xml", compress_to_fp16=False)


def onnx(folder):
    from onnx import TensorProto, helper, numpy_helper, save

    nodes, constants, value = [], [], "image"

    def node(operation, *constant, **attributes):
        nonlocal value
        names = [value]
        for array in constant:
            names.append(f"c{len(constants)}")
            constants.append(numpy_helper.from_array(array, names[-1]))
        value = f"v{len(nodes)}"
        nodes.append(helper.make_node(operation, names, [value], **attributes))

    for weights, bias in KERNELS:
        node("Conv", weights, bias, strides=[2, 2], pads=[0, 0, 1, 1], kernel_shape=[3, 3])
        node("Relu")
    node("GlobalAveragePool")
    node("Flatten")
    node("Gemm", MATRIX, BIAS)
    graph = helper.make_graph(nodes, "twin",
                              [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
                              [helper.make_tensor_value_info(value, TensorProto.FLOAT, [1, CLASSES])], constants)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), folder / "twin.onnx")


def tensorflow(folder):
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    class Twin(tf.Module):
        def __init__(self):
            super().__init__()
            self.kernels = [(tf.Variable(weights.transpose(2, 3, 1, 0)), tf.Variable(bias))
                            for weights, bias in KERNELS]
            self.matrix = tf.Variable(MATRIX)
            self.bias = tf.Variable(BIAS)

        @tf.function(input_signature=[tf.TensorSpec([1, SIDE, SIDE, 3], tf.float32, name="image")])
        def __call__(self, image):
            value = image
            for weights, bias in self.kernels:
                value = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(value, weights, 2, "SAME"), bias))
            return tf.nn.bias_add(tf.matmul(tf.reduce_mean(value, [1, 2]), self.matrix), self.bias)

    twin = Twin()
    call = twin.__call__.get_concrete_function()
    frozen = convert_variables_to_constants_v2(call)
    (folder / "twin.pb").write_bytes(frozen.graph.as_graph_def().SerializeToString())
    (folder / "twin.tflite").write_bytes(tf.lite.TFLiteConverter.from_concrete_functions([call], twin).convert())
    with tempfile.TemporaryDirectory() as saved:
        tf.saved_model.save(twin, saved, signatures=call)
        for file in ("saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"):
            (folder / "twin" / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(pathlib.Path(saved) / file, folder / "twin" / file)


def paddle(folder):
    import paddle as framework

    class Twin(framework.nn.Layer):
        def __init__(self):
            super().__init__()
            self.convolutions = framework.nn.LayerList()
            for weights, bias in KERNELS:
                layer = framework.nn.Conv2D(weights.shape[1], weights.shape[0], 3, 2, [0, 1, 0, 1])
                layer.weight.set_value(weights)
                layer.bias.set_value(bias)
                self.convolutions.append(layer)
            self.linear = framework.nn.Linear(*MATRIX.shape)
            self.linear.weight.set_value(MATRIX)
            self.linear.bias.set_value(BIAS)

        def forward(self, image):
            for layer in self.convolutions:
                image = framework.nn.functional.relu(layer(image))
            return self.linear(framework.mean(image, [2, 3]))

    twin = Twin()
    twin.eval()
    spec = [framework.static.InputSpec([1, 3, SIDE, SIDE], "float32", "image")]
    framework.jit.save(twin, str(folder / "twin"), input_spec=spec)
    (folder / "twin.pdiparams.info").unlink(missing_ok=True)
    program = framework.base.core.ProgramDesc((folder / "twin.pdmodel").read_bytes())
    for number in range(program.block(0).op_size()):
        program.block(0).op(number).remove_attr("op_callstack")  # names the folders of whoever made the file
    (folder / "twin.pdmodel").write_bytes(program.serialize_to_string())


if __name__ == "__main__":
    for name in sys.argv[2:]:
        globals()[name](pathlib.Path(sys.argv[1]))
