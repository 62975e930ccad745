"""What a run is set to, read from a JSON file of `configs/`."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# llama.cpp applies adapters of deepseek2 only to these; of queries, keys, values and the output it takes none (see docs/fine-tuning.md).
# As an expression rather than names, which would be those of the routed experts as well; they have no form in `to_gguf.py`.
DEEPSEEK_TARGETS = r".*\.(self_attn\.o_proj|mlp\.(shared_experts\.)?(gate|up|down)_proj)"
QWEN_TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class Settings:
    method: Literal["lora", "full"]
    # Width of the adapter's matrices, and what its product is multiplied with: alpha / rank.
    rank: int = 16
    alpha: int = 32
    # 4-bit NF4 weights under the adapter; needs bitsandbytes.
    quantised_base: bool = False
    dtype: Literal["bfloat16", "float32"] = "bfloat16"
    tokens: int = 2048
    # Examples a device and step, and steps whose gradients are added up.
    batch: int = 1
    accumulate: int = 1
    steps: int = 1000
    learning_rate: float = 2e-4
    warmup: int = 20
    checkpointing: bool = True
    # Most examples of each part.
    train_examples: int = 1_000_000
    held_out_examples: int = 500
    seed: int = 7
    # Passed to transformers' TrainingArguments as they are, for example FSDP.
    trainer: dict = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """Raises TypeError for a name that is no setting."""
    return Settings(**json.loads(path.read_text()))


def targets_of(model_type: str) -> list[str] | str:
    return DEEPSEEK_TARGETS if model_type.startswith("deepseek") else QWEN_TARGETS
