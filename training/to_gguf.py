"""
Turns a LoRA adapter of PEFT into a GGUF adapter that llama.cpp and Latent load: `python to_gguf.py ADAPTER --base MODEL_DIR --out FILE.gguf`.
The same as llama.cpp's convert_lora_to_gguf.py writes for the matrices that can be targets here; a matrix that llama.cpp stores otherwise
than Hugging Face does (DeepSeek-V2's kv_b_proj, split into keys and values) is refused.
"""

import argparse
import json
import re
from pathlib import Path

import gguf
from safetensors.numpy import load_file

ARCHITECTURES = {"qwen2": gguf.MODEL_ARCH.QWEN2, "deepseek_v2": gguf.MODEL_ARCH.DEEPSEEK2}
# llama.cpp multiplies by these without looking for adapters, or stores them in another form.
REFUSED = {"deepseek_v2": re.compile(r"\.(q_proj|q_a_proj|q_b_proj|kv_a_proj_with_mqa|kv_b_proj)$|^lm_head$")}


def convert(adapter: Path, base: Path, out: Path) -> int:
    """Writes the adapter and gives the number of changed matrices. Raises ValueError for what cannot be converted."""
    settings = json.loads((adapter / "adapter_config.json").read_text())
    config = json.loads((base / "config.json").read_text())
    model_type = config["model_type"]
    if model_type not in ARCHITECTURES:
        raise ValueError(f"adapters for {model_type} are not converted here; llama.cpp's convert_lora_to_gguf.py may do it")
    if settings.get("use_dora") or settings.get("use_rslora"):
        raise ValueError("DoRA and rank-stabilised LoRA have no form in GGUF")
    if settings.get("rank_pattern") or settings.get("alpha_pattern") or settings.get("target_parameters"):
        raise ValueError("an adapter in GGUF has one alpha for all of its matrices, and none for stacked experts")
    architecture = ARCHITECTURES[model_type]
    names = gguf.get_tensor_name_map(architecture, config["num_hidden_layers"])
    writer = gguf.GGUFWriter(str(out), gguf.MODEL_ARCH_NAMES[architecture])
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(settings["lora_alpha"]))
    tensors = load_file(adapter / "adapter_model.safetensors")
    for name in sorted(tensors):
        matrix, side = parts_of(name)
        if REFUSED.get(model_type, re.compile("(?!)")).search(matrix):
            raise ValueError(f"{matrix} cannot be changed by an adapter in llama.cpp; train without it")
        stored = names.get_name(matrix)
        if stored is None:
            raise ValueError(f"{matrix} has no name in GGUF")
        writer.add_tensor(f"{stored}.weight.lora_{side.lower()}", tensors[name].astype("float32"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return len(tensors) // 2


def parts_of(name: str) -> tuple[str, str]:
    """`base_model.model.model.layers.0.mlp.up_proj.lora_A.weight` as the matrix and the side."""
    found = re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])\.weight", name)
    if found is None:
        raise ValueError(f"{name} is not part of a plain LoRA adapter")
    return found.group(1), found.group(2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    print(f"{convert(given.adapter, given.base, given.out)} matrices in {given.out}")
