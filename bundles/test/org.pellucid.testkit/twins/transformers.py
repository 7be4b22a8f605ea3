"""Writes small vision transformers with seeded weights as ONNX, once by each exporter: their graphs differ.

    pip install torch timm onnx onnxscript
    python transformers.py FOLDER
"""
import sys

import onnx
import timm
import torch

SIZE = dict(img_size=32, patch_size=8, embed_dim=16, depth=2, num_heads=2, mlp_ratio=2, num_classes=7)
# name, architecture, options, exporters
MODELS = [
    ("vit", "vit_tiny_patch16_224", {}, ["traced", "exported"]),
    ("beit", "beit_base_patch16_224", dict(global_pool="token"), ["traced"]),
]


def randomise(model):
    """Weights that give maps worth comparing: no layer scale near zero, no attention that is alike everywhere."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.ndim <= 1:
                parameter.copy_(0.1 * noise if name.endswith("bias") else 1 + 0.2 * noise)
            elif parameter.ndim == 2:
                parameter.copy_(noise * 1.2 / parameter.shape[-1] ** 0.5)
            elif "token" in name or "embed" in name:
                parameter.copy_(noise * 0.3)
    return model.eval()


def strip(file):
    """Leaves out what exporters note down about the machine they run on."""
    model = onnx.load(file)
    model.producer_version = ""
    noted = [model, model.graph, *model.graph.node, *model.graph.input, *model.graph.output, *model.graph.initializer]
    for part in noted:
        part.doc_string = ""
        del part.metadata_props[:]
    del model.graph.value_info[:]
    onnx.save(model, file)


def main(folder):
    for name, architecture, options, exporters in MODELS:
        model = randomise(timm.create_model(architecture, pretrained=False, **SIZE, **options))
        for exporter in exporters:
            file = f"{folder}/{name}-{exporter}.onnx"
            new = dict(dynamo=True, external_data=False) if exporter == "exported" else dict(dynamo=False)
            torch.onnx.export(model, (torch.zeros(1, 3, 32, 32),), file, input_names=["image"],
                              output_names=["logits"], **new)
            strip(file)


if __name__ == "__main__":
    main(sys.argv[1])
