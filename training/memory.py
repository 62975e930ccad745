"""
What a run needs and takes, on paper: `python memory.py configs/lite-full-8x80.json --gpus 8 [--config-json MODEL_DIR/config.json]`. Without a
model's own config.json the sizes of DeepSeek-V2-Lite are taken, as its config.json has them. Nothing here was measured on a GPU.
"""

import argparse
import json
from pathlib import Path

from settings import read_settings

# deepseek-ai/DeepSeek-V2-Lite, config.json; DeepSeek-Coder-V2-Lite has the same.
LITE = {
    "vocab_size": 102400, "hidden_size": 2048, "intermediate_size": 10944, "moe_intermediate_size": 1408, "num_hidden_layers": 27,
    "num_attention_heads": 16, "n_routed_experts": 64, "n_shared_experts": 2, "num_experts_per_tok": 6, "first_k_dense_replace": 1,
    "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128,
}
GIB = 2**30
# Bytes a parameter. AdamW in mixed precision: weight and gradient in two bytes, a copy and two moments in four each.
ADAM = 2 + 2 + 4 + 4 + 4
# NF4 with one float32 scale in 64 weights: bitsandbytes, blocksize 64 without double quantisation.
NF4 = 0.5 + 4 / 64
# Share of a GPU's peak that such runs reach on a mixture of experts without fused kernels: a guess, low on purpose.
REACHED = 0.2
PEAK_BF16 = {"H100": 989e12, "A100": 312e12}


def parameters(c: dict) -> dict:
    """Numbers of weights: all, those that work on one token, the routed experts', and those of the matrices that adapters change."""
    hidden, layers, dense = c["hidden_size"], c["num_hidden_layers"], c["first_k_dense_replace"]
    heads, rank = c["num_attention_heads"], c["kv_lora_rank"]
    rope, nope, value = c["qk_rope_head_dim"], c["qk_nope_head_dim"], c["v_head_dim"]
    attention = hidden * heads * (nope + rope) + hidden * (rank + rope) + rank * heads * (nope + value) + heads * value * hidden
    expert = 3 * hidden * c["moe_intermediate_size"]
    shared = c["n_shared_experts"] * expert
    mixtures = layers - dense
    routed = mixtures * c["n_routed_experts"] * expert
    rest = layers * attention + dense * 3 * hidden * c["intermediate_size"] + mixtures * (shared + hidden * c["n_routed_experts"])
    embeddings = 2 * c["vocab_size"] * hidden
    active = rest + mixtures * c["num_experts_per_tok"] * expert + embeddings // 2
    return {"all": routed + rest + embeddings, "active": active, "routed": routed}


def adapter_parameters(c: dict, rank: int) -> int:
    """Of an adapter on attention output, dense and shared experts, which is what llama.cpp applies."""
    hidden, dense = c["hidden_size"], c["first_k_dense_replace"]
    layers = c["num_hidden_layers"]
    shared = c["n_shared_experts"] * c["moe_intermediate_size"]
    of_output = layers * (c["num_attention_heads"] * c["v_head_dim"] + hidden)
    return rank * (of_output + 3 * dense * (hidden + c["intermediate_size"]) + 3 * (layers - dense) * (hidden + shared))


def activations(c: dict, tokens: int) -> float:
    """Bytes with checkpointing: one hidden state a layer, one layer in full (about 34 hidden states and its experts'), and the logits twice."""
    hidden = 2 * tokens * c["hidden_size"]
    experts = 2 * tokens * c["num_experts_per_tok"] * 4 * c["moe_intermediate_size"]
    return c["num_hidden_layers"] * hidden + 34 * hidden + experts + 2 * 4 * tokens * c["vocab_size"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("settings", type=Path)
    parser.add_argument("--gpus", type=int, default=1)
    parser.add_argument("--card", choices=PEAK_BF16, default="A100")
    parser.add_argument("--config-json", type=Path)
    given = parser.parse_args()
    settings = read_settings(given.settings)
    c = json.loads(given.config_json.read_text()) if given.config_json else LITE
    count = parameters(c)
    adapter = 0 if settings.method == "full" else adapter_parameters(c, settings.rank)
    if settings.method == "full":
        states, said = count["all"] * ADAM / given.gpus, f"{ADAM} bytes a weight over {given.gpus} GPUs"
    elif settings.quantised_base:
        states, said = count["all"] * NF4 + adapter * 16, "4-bit base on every GPU, adapter with its optimiser"
    else:
        states, said = count["all"] * 2 + adapter * 16, "16-bit base on every GPU, adapter with its optimiser"
    work = activations(c, settings.tokens * settings.batch)
    # Two passes forward, because of checkpointing, and one backward of two matrix products, of an adapter of one: 2 FLOP a weight each.
    flop = 2 * count["active"] * (4 if settings.method == "full" else 3)
    a_second = given.gpus * PEAK_BF16[given.card] * REACHED / flop
    tokens = settings.tokens * settings.batch * settings.accumulate * settings.steps * given.gpus
    print(f"weights {count['all'] / 1e9:.2f} billion, active {count['active'] / 1e9:.2f}, trained {(adapter or count['all']) / 1e6:.1f} million")
    print(f"weights and optimiser {states / GIB:.1f} GiB a GPU ({said}), activations {work / GIB:.1f} GiB: {(states + work) / GIB:.1f} GiB a GPU")
    print(f"planned on paper: {a_second:,.0f} tokens a second at {REACHED:.0%} of {given.gpus} x {given.card}; {tokens / 1e6:.0f} million tokens in {tokens / a_second / 3600:.1f} hours")


if __name__ == "__main__":
    main()
