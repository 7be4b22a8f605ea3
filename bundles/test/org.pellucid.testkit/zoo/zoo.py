"""Makes the zoo of this folder: small classifiers of many families, all of their weights seeded and random.

Usage: python zoo.py [FOLDER] [NAME ...]   (needs torch, timm, transformers, onnx, openvino)

Every network is traced by OpenVINO's own converter and written as NAME.zip: its IR, with weights in half precision.
Some are written once more by way of ONNX, as NAME-onnx.zip. What they say of pictures is noise; what counts is that
their maps are those of the definition. timm and transformers (Apache-2.0) and torchvision (BSD-3-Clause) give the shapes
of the networks; no trained weights are in these files.
"""
import logging
import os
import re
import sys
import tempfile
import warnings
import zipfile
from functools import partial

import openvino
import timm
import torch
from timm import models as t
from torch import nn

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
CLASSES = 10


def seed(model):
    """Gives weights of a size that lets a signal through every layer, and statistics that are not those of no data."""
    draw = torch.Generator().manual_seed(20)
    noise = lambda like: torch.randn(like.shape, generator=draw)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            last = name.rsplit(".", 1)[-1]
            if weight.ndim < 2 or "gamma" in name or "layer_scale" in name or ".ls" in name:
                weight.copy_(0.1 * noise(weight) + (0 if last in ("bias", "q_bias", "v_bias") else 0.8))
            elif "embed" in last or "token" in last:
                weight.copy_(0.5 * noise(weight))
            else:
                weight.copy_(1.3 * noise(weight) / (weight[0].numel() ** 0.5))
        for name, buffer in model.named_buffers():
            if name.endswith("running_mean"):
                buffer.copy_(0.2 * noise(buffer))
            elif name.endswith("running_var"):
                buffer.copy_(1 + 0.3 * noise(buffer).abs())
    return model.eval()


class Logits(nn.Module):
    """The scores alone, of a network that gives more, or gives them by a name."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        scores = self.model(pixel_values)
        scores = scores.logits if hasattr(scores, "logits") else scores
        return scores[0] if isinstance(scores, (tuple, list)) else scores


class Attended(nn.Module):
    """A convolutional network whose cells are looked at by their mean, as CLIP's residual networks have it."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 16, 3, 4, 1), nn.ReLU(), t.resnet.BasicBlock(16, 16),
                                  nn.Conv2d(16, 32, 3, 2, 1), t.resnet.BasicBlock(32, 32))
        self.pool = timm.layers.AttentionPool2d(32, out_features=CLASSES, feat_size=8, head_dim=8)

    def forward(self, x):
        return self.pool(self.body(x))


class Dense(nn.Module):
    """Convolutions, then all cells into linear layers, as the first deep networks had it."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU(),
                                  nn.MaxPool2d(2), nn.Conv2d(16, 16, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2))
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 48), nn.ReLU(),
                                  nn.Linear(48, CLASSES))

    def forward(self, x):
        return self.head(self.body(x))


class Convolved(nn.Module):
    """The same with linear layers written as convolutions."""

    def __init__(self):
        super().__init__()
        self.body = Dense().body
        self.head = nn.Sequential(nn.Conv2d(16, 64, 4), nn.ReLU(), nn.Conv2d(64, 48, 1), nn.ReLU(),
                                  nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(48, CLASSES))

    def forward(self, x):
        return self.head(self.body(x))


class Squeezed(nn.Module):
    """A convolution gives the classes, and the mean of their maps is the score."""

    def __init__(self):
        super().__init__()
        from torchvision.models.squeezenet import Fire
        self.body = nn.Sequential(nn.Conv2d(3, 16, 3, 2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True),
                                  Fire(16, 8, 16, 16), nn.MaxPool2d(3, 2, ceil_mode=True), Fire(32, 8, 24, 24),
                                  nn.Conv2d(48, CLASSES, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        return torch.flatten(self.body(x), 1)


class Inception(nn.Module):
    """Branches of different kernels, joined."""

    def __init__(self):
        super().__init__()
        from torchvision.models.googlenet import Inception as Block
        self.body = nn.Sequential(nn.Conv2d(3, 16, 7, 4, 3), nn.ReLU(), Block(16, 8, 4, 8, 4, 8, 8),
                                  nn.MaxPool2d(2), Block(32, 8, 4, 16, 4, 8, 8))
        self.head = nn.Linear(40, CLASSES)

    def forward(self, x):
        return self.head(self.body(x).mean((2, 3)))


def hugging(kind, **settings):
    import transformers
    config = getattr(transformers, kind + "Config")(num_labels=CLASSES, **settings)
    return Logits(getattr(transformers, kind + "ForImageClassification")(config))


def vit(cls=None, **settings):
    kind = {"img_size": 64, "patch_size": 8, "embed_dim": 32, "depth": 3, "num_heads": 2, "mlp_ratio": 2}
    return (cls or t.VisionTransformer)(num_classes=CLASSES, **{**kind, **settings})


def stages(cls, **settings):
    return cls(num_classes=CLASSES, **settings)


def test(name, **settings):
    return timm.create_model("test_" + name, num_classes=CLASSES, **settings)


D4 = (1, 1, 1, 1)
C4 = (8, 16, 24, 32)
H4 = (1, 2, 3, 4)
HF = {"image_size": 64, "patch_size": 8, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2,
      "intermediate_size": 64}

# name: (side of the picture, how the network is made)
ZOO = {
    "alexnet": (64, Dense),
    "squeezenet": (96, Squeezed),
    "googlenet": (96, Inception),
    "clip-resnet": (64, Attended),
    "resnet": (96, lambda: stages(t.ResNet, block=t.resnet.BasicBlock, layers=D4, channels=C4, stem_width=8)),
    "resnext-se": (96, lambda: stages(t.ResNet, block=t.resnet.Bottleneck, layers=D4, channels=C4,
                                      cardinality=4, base_width=8, stem_width=8, stem_type="deep",
                                      block_args={"attn_layer": "se"})),
    "res2net": (64, lambda: stages(t.ResNet, block=t.res2net.Bottle2neck, layers=D4, channels=C4,
                                   base_width=32, block_args={"scale": 4}, stem_width=8)),
    "resnest": (64, lambda: stages(t.ResNet, block=t.resnest.ResNestBottleneck, layers=D4, channels=C4,
                                   stem_width=8, base_width=32, avg_down=True,
                                   block_args={"radix": 2, "avd": True, "avd_first": False})),
    "resnetv2": (96, lambda: stages(t.ResNetV2, layers=[1, 1, 1], channels=(16, 32, 48), stem_chs=16,
                                    norm_layer=partial(timm.layers.GroupNormAct, num_groups=4))),
    "regnet": (96, lambda: stages(t.RegNet, cfg=t.regnet.RegNetCfg(depth=7, w0=8, wa=12, wm=2.0, group_size=8,
                                                                  se_ratio=0.25, stem_width=8))),
    "densenet": (64, lambda: stages(t.DenseNet, growth_rate=8, block_config=(2, 2, 2))),
    "vgg": (64, Convolved),
    "dla": (64, lambda: stages(t.DLA, levels=(1, 1, 1, 1, 1, 1), channels=(8, 8, 16, 16, 24, 32),
                               block=t.dla.DlaBasic)),
    "vovnet": (64, lambda: stages(t.VovNet, cfg=dict(stem_chs=[8, 8, 16], stage_conv_chs=[16] * 4,
                                                     stage_out_chs=[16, 24, 32, 40], layer_per_block=2,
                                                     block_per_stage=[1] * 4, residual=True, depthwise=True,
                                                     attn="ese"))),
    "nfnet": (96, lambda: test("nfnet")),
    "byobnet": (96, lambda: test("byobnet")),
    "efficientnet": (96, lambda: test("efficientnet")),
    "mobilenetv3": (64, lambda: t.mobilenetv3._gen_mobilenet_v3("mobilenetv3_small_050", 0.2, num_classes=CLASSES)),
    "repvit": (64, lambda: stages(t.RepVit, img_size=64, embed_dim=(8, 16, 24), depth=(1, 1, 1), distillation=False)),
    "rexnet": (64, lambda: stages(t.RexNet, initial_chs=8, final_chs=32, depth_mult=0.3)),
    "starnet": (64, lambda: stages(t.StarNet, base_dim=8, depths=[1, 1, 1, 1], mlp_ratio=2)),
    "fasternet": (64, lambda: stages(t.FasterNet, embed_dim=8, depths=D4, feature_dim=48)),
    "convnext": (64, lambda: stages(t.ConvNeXt, depths=D4, dims=C4)),
    "convnextv2": (64, lambda: stages(t.ConvNeXt, depths=D4, dims=C4, use_grn=True, ls_init_value=None,
                                      conv_mlp=True)),
    "inception-next": (64, lambda: stages(t.inception_next.MetaNeXt, depths=D4, dims=(16, 24, 32, 40))),
    "convmixer": (64, lambda: stages(t.ConvMixer, dim=32, depth=2, kernel_size=5, patch_size=8)),
    "poolformer": (64, lambda: stages(t.MetaFormer, depths=D4, dims=C4)),
    "caformer": (64, lambda: stages(t.MetaFormer, depths=D4, dims=(32, 32, 64, 64),
                                    token_mixers=[t.metaformer.SepConv, t.metaformer.SepConv,
                                                  t.metaformer.Attention, t.metaformer.Attention],
                                    norm_layers=[t.metaformer.LayerNorm2dNoBias] * 2
                                    + [t.metaformer.LayerNormNoBias] * 2)),
    "mambaout": (64, lambda: stages(t.mambaout.MambaOut, depths=D4, dims=C4)),
    "fastvit": (64, lambda: stages(t.FastVit, layers=D4, embed_dims=(16, 16, 32, 32), inference_mode=True,
                                   token_mixers=("repmixer", "repmixer", "repmixer", "attention"))),
    "mobilevit": (64, lambda: hugging("MobileViT", image_size=64, hidden_sizes=[16, 24, 32], num_attention_heads=2,
                                      neck_hidden_sizes=[8, 8, 8, 16, 16, 24, 32])),
    "efficientvit": (64, lambda: stages(t.EfficientVit, widths=(8, 8, 16, 16, 16), depths=(1, 1, 1, 1, 1), head_dim=8,
                                        head_widths=(32, 48))),
    "efficientvit-msra": (64, lambda: stages(t.EfficientVitMsra, img_size=64, embed_dim=(16, 24, 32),
                                             key_dim=(4, 4, 4), depth=(1, 1, 1), num_heads=(2, 2, 2))),
    "edgenext": (64, lambda: stages(t.EdgeNeXt, dims=(8, 16, 24, 32), depths=(1, 1, 1, 2), heads=(2, 2, 2, 2))),
    "efficientformer": (224, lambda: stages(t.EfficientFormer, depths=(1, 1, 1, 2), embed_dims=C4, num_vit=1,
                                           img_size=224)),
    "efficientformerv2": (64, lambda: stages(t.EfficientFormerV2, depths=(1, 1, 1, 2), embed_dims=C4, num_vit=1,
                                             img_size=64, mlp_ratios=((2,), (2,), (2,), (2, 2)))),
    "swiftformer": (64, lambda: stages(t.SwiftFormer, layers=[1, 1, 1, 1], embed_dims=list(C4))),
    "shvit": (64, lambda: stages(t.SHViT, embed_dim=(16, 24, 32), partial_dim=(4, 8, 8), qk_dim=(4, 4, 4),
                                 depth=(1, 1, 1), types=("i", "s", "s"))),
    "iformer": (64, lambda: stages(t.IFormer, dims=(8, 16, 24, 32), depths=(1, 1, 3, 3), attn_groups=(0, 0, 1, 1))),
    "levit": (128, lambda: stages(t.Levit, img_size=128, embed_dim=(16, 24, 32), key_dim=4, depth=(1, 1, 1),
                                  num_heads=(2, 2, 2))),
    "mixer": (64, lambda: stages(t.MlpMixer, img_size=64, patch_size=8, num_blocks=2, embed_dim=32)),
    "resmlp": (64, lambda: stages(t.MlpMixer, img_size=64, patch_size=8, num_blocks=2, embed_dim=32, mlp_ratio=4,
                                  block_layer=t.mlp_mixer.ResBlock, norm_layer=t.mlp_mixer.Affine)),
    "gmlp": (64, lambda: stages(t.MlpMixer, img_size=64, patch_size=8, num_blocks=2, embed_dim=32, mlp_ratio=4,
                                block_layer=t.mlp_mixer.SpatialGatingBlock, mlp_layer=timm.layers.GatedMlp)),
    "sequencer": (56, lambda: stages(t.Sequencer2d, img_size=56, layers=D4, embed_dims=(16, 24, 24, 24),
                                     hidden_sizes=(4, 6, 6, 6))),
    "vit": (64, vit),
    "vit-mean": (64, lambda: vit(global_pool="avg")),
    "vit-mean-no-class": (64, lambda: vit(global_pool="avg", class_token=False)),
    "vit-registers": (64, lambda: vit(reg_tokens=4, init_values=0.5, no_embed_class=True)),
    "vit-map": (64, lambda: vit(global_pool="map", class_token=False)),
    "vit-relative": (64, lambda: vit(t.VisionTransformerRelPos)),
    "vit-sam": (64, lambda: vit(t.VisionTransformerSAM, use_rel_pos=True, window_size=4, global_attn_indexes=(2,),
                                 neck_chans=16)),
    "deit-distilled": (64, lambda: vit(t.VisionTransformerDistilled)),
    "clip-vit": (64, lambda: vit(pre_norm=True, norm_layer=nn.LayerNorm)),
    "beit": (64, lambda: vit(t.Beit, use_abs_pos_emb=False, use_rel_pos_bias=True, init_values=0.1)),
    "eva02": (64, lambda: vit(t.Eva, swiglu_mlp=True, use_rot_pos_emb=True, global_pool="avg", num_heads=2)),
    "eva02-class": (64, lambda: vit(t.Eva, swiglu_mlp=True, use_rot_pos_emb=True, global_pool="token", num_heads=2)),
    "cait": (64, lambda: vit(t.Cait, depth=2)),
    "xcit": (64, lambda: vit(t.Xcit, depth=2)),
    "convit": (64, lambda: vit(t.ConVit, depth=3, local_up_to_layer=2)),
    "volo": (64, lambda: stages(t.VOLO, img_size=64, layers=(1, 1), embed_dims=(16, 32), num_heads=(2, 2),
                                stem_hidden_dim=8, mlp_ratio=2.0, downsamples=(True, False),
                                outlook_attention=(True, False), patch_size=8)),
    "tnt": (64, lambda: stages(t.TNT, img_size=64, patch_size=16, embed_dim=32, inner_dim=8, depth=2,
                                 num_heads_inner=2, num_heads_outer=2, mlp_ratio=2.0)),
    "crossvit": (96, lambda: stages(t.CrossVit, img_size=96, img_scale=(1.0, 64 / 96), patch_size=(12, 16),
                                    embed_dim=(16, 32), depth=((1, 1, 0), (1, 1, 0)), num_heads=(2, 2))),
    "pit": (64, lambda: stages(t.PoolingVisionTransformer, img_size=64, patch_size=8, stride=4, base_dims=(8, 8, 8),
                               depth=(1, 1, 1), heads=(1, 2, 4), mlp_ratio=2)),
    "swin": (64, lambda: stages(t.SwinTransformer, img_size=64, embed_dim=8, depths=(2, 2), num_heads=(1, 2),
                                window_size=4)),
    "swinv2": (64, lambda: stages(t.SwinTransformerV2, img_size=64, embed_dim=8, depths=(2, 2), num_heads=(1, 2),
                                  window_size=4)),
    "swinv2-cr": (64, lambda: stages(t.SwinTransformerV2Cr, img_size=(64, 64), embed_dim=8, depths=(2, 2),
                                     num_heads=(1, 2), window_size=4)),
    "maxvit": (160, lambda: test("maxvit")),
    "coatnet": (160, lambda: test("coatnet")),
    "coat": (64, lambda: stages(t.CoaT, img_size=64, patch_size=4, embed_dims=(16, 16, 16, 16),
                                serial_depths=D4, parallel_depth=1, num_heads=8, mlp_ratios=(2, 2, 2, 2))),
    "coat-lite": (64, lambda: stages(t.CoaT, img_size=64, patch_size=4, embed_dims=(16, 16, 24, 32), serial_depths=D4,
                                     parallel_depth=0, num_heads=8, mlp_ratios=(2, 2, 2, 2))),
    "twins-pcpvt": (64, lambda: stages(t.Twins, img_size=64, embed_dims=C4, num_heads=(1, 1, 1, 2), depths=D4,
                                       mlp_ratios=(2, 2, 2, 2))),
    "twins-svt": (64, lambda: stages(t.Twins, img_size=64, embed_dims=C4, num_heads=(1, 1, 1, 2), depths=(2, 2, 2, 2),
                                     mlp_ratios=(2, 2, 2, 2), wss=(4, 4, 4, 4))),
    "pvt": (64, lambda: stages(t.PyramidVisionTransformerV2, depths=D4, embed_dims=C4, num_heads=(1, 1, 1, 2),
                               mlp_ratios=(2, 2, 2, 2))),
    "visformer": (64, lambda: stages(t.Visformer, img_size=64, init_channels=8, embed_dim=32, depth=(1, 1, 1),
                                     num_heads=2, mlp_ratio=2.0, attn_stage="011", spatial_conv="100",
                                     conv_init=True, embed_norm=timm.layers.LayerNorm2d)),
    "hiera": (64, lambda: stages(t.Hiera, img_size=(64, 64), embed_dim=16, stages=(1, 1, 2), q_pool=2,
                                 mask_unit_size=(4, 4), mask_unit_attn=(True, True, False))),
    "focalnet": (64, lambda: stages(t.FocalNet, embed_dim=8, depths=D4)),
    "nest": (64, lambda: stages(t.Nest, img_size=64, num_levels=3, embed_dims=(8, 16, 32), num_heads=(1, 2, 4),
                                depths=(1, 1, 2))),
    "tiny-vit": (64, lambda: stages(t.TinyVit, embed_dims=C4, depths=D4, num_heads=H4, window_sizes=(4, 4, 2, 2))),
    "mvitv2": (64, lambda: stages(t.MultiScaleVit, img_size=(64, 64),
                                  cfg=t.mvitv2.MultiScaleVitCfg(embed_dim=16, num_heads=1, depths=(1, 1, 1)))),
    "gcvit": (64, lambda: stages(t.GlobalContextVit, img_size=64, embed_dim=8, depths=D4, num_heads=(1, 2, 4, 8),
                                 window_ratio=(16, 16, 16, 32))),
    "hf-vit": (64, lambda: hugging("ViT", **HF)),
    "hf-dinov2": (64, lambda: hugging("Dinov2", **{k: v for k, v in HF.items() if k != "intermediate_size"})),
    "hf-beit": (64, lambda: hugging("Beit", **HF, use_relative_position_bias=True)),
    "hf-swin": (64, lambda: hugging("Swin", image_size=64, patch_size=4, embed_dim=8, depths=[2, 2],
                                    num_heads=[1, 2], window_size=4)),
    "hf-segformer": (64, lambda: hugging("Segformer", depths=[1] * 4, hidden_sizes=list(C4),
                                         num_attention_heads=[1, 1, 2, 2], mlp_ratios=[2] * 4)),
    "hf-convnext": (64, lambda: hugging("ConvNext", image_size=64, depths=[1] * 4, hidden_sizes=list(C4))),
    "hf-pvt": (64, lambda: hugging("Pvt", image_size=64, depths=[1] * 4, hidden_sizes=list(C4),
                                   num_attention_heads=[1, 1, 2, 2], mlp_ratios=[2] * 4)),
    "hf-poolformer": (64, lambda: hugging("PoolFormer", depths=[1] * 4, hidden_sizes=list(C4))),
}


# These are written by way of ONNX, too: what they do to tokens and channels looks different there.
BY_ONNX = {"beit", "cait", "caformer", "clip-resnet", "clip-vit", "coat", "convit", "convnext", "convnextv2",
           "crossvit", "deit-distilled", "edgenext", "efficientvit", "efficientvit-msra", "focalnet", "gcvit", "gmlp",
           "hf-beit", "hf-dinov2", "hf-pvt", "hf-segformer", "hf-swin", "hf-vit", "hiera", "levit", "mixer", "nest",
           "pit", "poolformer", "pvt", "resmlp", "resnet", "shvit", "swiftformer", "swin", "swinv2", "tiny-vit", "tnt",
           "twins-pcpvt", "twins-svt", "vit", "vit-map", "vit-mean", "vit-mean-no-class", "vit-registers",
           "vit-relative", "visformer", "xcit"}


def write(network, folder, name):
    """Leaves out what nobody reads of a definition: the names that layers had in the framework, and white space."""
    with tempfile.TemporaryDirectory() as aside:
        file = os.path.join(aside, name + ".xml")
        openvino.save_model(network, file, compress_to_fp16=True)
        with open(file, encoding="utf-8") as source:
            text = source.read()
        text = re.sub(r'\s*<attribute name="fused_names"[^>]*/>', "", text)
        text = re.sub(r"\s*<rt_info>\s*</rt_info>", "", text)
        text = re.sub(r"\n\s*", "\n", text)
        with open(os.path.join(aside, name + ".bin"), "rb") as source:
            pack(folder, name, text.encode(), source.read())


def pack(folder, name, definition, weights):
    with zipfile.ZipFile(os.path.join(folder, name + ".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for ending, content in ((".xml", definition), (".bin", weights)):
            # without a date, so that the same weights make the same file
            target.writestr(zipfile.ZipInfo(name + ending), content, zipfile.ZIP_DEFLATED)


def export(name, folder):
    side, make = ZOO[name]
    torch.manual_seed(20)
    model = seed(make())
    picture = torch.randn(1, 3, side, side)
    with torch.no_grad():
        scores = model(picture)
    write(openvino.convert_model(model, example_input=picture, input=[1, 3, side, side]), folder, name)
    if name in BY_ONNX:
        with tempfile.TemporaryDirectory() as aside:
            onnx = os.path.join(aside, "model.onnx")
            torch.onnx.export(model, (picture,), onnx, dynamo=False)
            write(openvino.convert_model(onnx), folder, name + "-onnx")
    print(name, sum(weight.numel() for weight in model.parameters()), "weights, scores of", tuple(scores.shape),
          "finite" if torch.isfinite(scores).all() else "NOT FINITE", flush=True)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    os.makedirs(folder, exist_ok=True)
    torch.set_num_threads(1)
    for name in sys.argv[2:] or ZOO:
        export(name, folder)


if __name__ == "__main__":
    main()
