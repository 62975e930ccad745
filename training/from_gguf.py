"""
Weights of a GGUF file in Hugging Face's form, for small trials where only a GGUF is at hand: `python from_gguf.py FILE.gguf --out DIR`. What was
quantised stays as rough as it is; for real runs take the original weights. Reads what transformers reads (qwen2 among them), and
deepseek2 with whole attn_kv_b matrices.
"""

import argparse
from pathlib import Path

import torch
from gguf import GGUFReader, dequantize, get_tensor_name_map
from gguf.constants import MODEL_ARCH
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoModelForCausalLM, AutoTokenizer, DeepseekV2Config, DeepseekV2ForCausalLM, PreTrainedTokenizerFast


def main(path: Path, out: Path) -> None:
    reader = GGUFReader(path)
    if value_of(reader, "general.architecture") == "deepseek2":
        deepseek2(reader, out)
        return
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.bfloat16)
    model.is_quantized, model.hf_quantizer, model.quantization_method = False, None, None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(out)
    AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name).save_pretrained(out)


def value_of(reader: GGUFReader, key: str, otherwise=None):
    field = reader.get_field(key)
    return otherwise if field is None else field.contents()


def deepseek2(reader: GGUFReader, out: Path) -> None:
    config = deepseek2_config(reader)
    model = DeepseekV2ForCausalLM(config)
    given = {tensor.name: torch.from_numpy(dequantize(tensor.data, tensor.tensor_type)) for tensor in reader.tensors}
    names = get_tensor_name_map(MODEL_ARCH.DEEPSEEK2, config.num_hidden_layers)
    state = {name: weight_of(name, given, names).reshape(old.shape) for name, old in model.state_dict().items()}
    model.load_state_dict(state)
    model.to(torch.float32).save_pretrained(out)
    deepseek2_tokenizer(reader).save_pretrained(out)


def weight_of(name: str, given: dict, names) -> torch.Tensor:
    """A weight by its name in transformers, which keeps the experts of a layer, and of them gate and up, in one."""
    layer = name.split(".")[2] if ".layers." in name else ""
    if name.endswith("mlp.experts.gate_up_proj"):
        return torch.cat([given[f"blk.{layer}.ffn_gate_exps.weight"], given[f"blk.{layer}.ffn_up_exps.weight"]], dim=1)
    if name.endswith("mlp.experts.down_proj"):
        return given[f"blk.{layer}.ffn_down_exps.weight"]
    stored = names.get_name(name, try_suffixes=(".weight",))
    return given[stored]


def deepseek2_config(reader: GGUFReader) -> DeepseekV2Config:
    def number(key: str):
        return value_of(reader, f"deepseek2.{key}")

    rope = number("rope.dimension_count")
    value = number("attention.value_length")
    factor = number("rope.scaling.factor")
    # llama.cpp keeps 0.1 × mscale_all_dim.
    all_dim = number("rope.scaling.yarn_log_multiplier") / 0.1
    return DeepseekV2Config(
        vocab_size=number("vocab_size"),
        hidden_size=number("embedding_length"),
        intermediate_size=number("feed_forward_length"),
        moe_intermediate_size=number("expert_feed_forward_length"),
        num_hidden_layers=number("block_count"),
        num_attention_heads=number("attention.head_count"),
        num_key_value_heads=number("attention.head_count"),
        n_routed_experts=number("expert_count"),
        n_shared_experts=number("expert_shared_count"),
        num_experts_per_tok=number("expert_used_count"),
        first_k_dense_replace=number("leading_dense_block_count"),
        kv_lora_rank=number("attention.kv_lora_rank"),
        q_lora_rank=None,
        qk_rope_head_dim=rope,
        qk_nope_head_dim=number("attention.key_length") - rope,
        v_head_dim=value,
        head_dim=rope,
        max_position_embeddings=number("context_length"),
        rms_norm_eps=number("attention.layer_norm_rms_epsilon"),
        routed_scaling_factor=number("expert_weights_scale"),
        topk_method="greedy",
        norm_topk_prob=False,
        rope_parameters={
            "rope_type": "yarn",
            "rope_theta": number("rope.freq_base"),
            "factor": factor,
            "original_max_position_embeddings": number("rope.scaling.original_context_length"),
            "mscale": all_dim,
            "mscale_all_dim": all_dim,
            "beta_fast": 32,
            "beta_slow": 1,
        },
        bos_token_id=value_of(reader, "tokenizer.ggml.bos_token_id"),
        eos_token_id=value_of(reader, "tokenizer.ggml.eos_token_id"),
        tie_word_embeddings=False,
    )


# deepseek-llm, as llama.cpp splits a text before it merges: src/llama-vocab.cpp.
SPLITS = [r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", r"[一-龥ࠀ-一가-퟿]+", r"\p{N}+"]


def deepseek2_tokenizer(reader: GGUFReader) -> PreTrainedTokenizerFast:
    tokens = value_of(reader, "tokenizer.ggml.tokens")
    merges = [tuple(merge.split(" ", 1)) for merge in value_of(reader, "tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={token: id for id, token in enumerate(tokens)}, merges=merges))
    splits = [pre_tokenizers.Split(Regex(pattern), "isolated") for pattern in SPLITS]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*splits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    special = [token for token, kind in zip(tokens, value_of(reader, "tokenizer.ggml.token_type")) if kind == 3]
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=tokens[value_of(reader, "tokenizer.ggml.bos_token_id")],
        eos_token=tokens[value_of(reader, "tokenizer.ggml.eos_token_id")],
    )
    fast.add_special_tokens({"additional_special_tokens": special})
    return fast


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    main(given.file, given.out)
