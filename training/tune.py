"""
Tunes a model to a repository: `python tune.py --model DIR --data DIR --config configs/cpu-tiny.json --out DIR`, on several GPUs by
`accelerate launch`. Writes a LoRA adapter of PEFT, or with `"method": "full"` the whole model, and `metrics.json` with the loss on files that
nothing was trained on, before and after. Nothing is downloaded.
"""

import argparse
import json
import math
import os
import time
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, DataCollatorForSeq2Seq, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from fim import form_of, read_examples, tokens_of
from settings import Settings, read_settings, targets_of


def main() -> None:
    given = arguments()
    left = get_last_checkpoint(str(given.out)) if given.out.exists() else None
    if left is not None and not given.resume:
        raise SystemExit(f"{given.out} holds a run: go on with it by --resume, or choose another folder")
    settings = read_settings(given.config)
    tokenizer = AutoTokenizer.from_pretrained(given.model)
    form = form_of(tokenizer)
    tokenizer.pad_token_id = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else form.end

    def part(name: str, most: int) -> list[dict]:
        return [tokens_of(each, tokenizer, form, settings.tokens) for each in read_examples(given.data, name, most, settings.seed)]

    train = part("train", settings.train_examples)
    held_out = part("test", settings.held_out_examples)
    model = load(given.model, settings)
    trainer = Trainer(
        model=model,
        args=trainer_arguments(given.out, settings),
        train_dataset=train,
        eval_dataset=held_out,
        data_collator=DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=-100),
    )
    before = loss_of(trainer)
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=left)
    minutes = (time.monotonic() - began) / 60
    after = loss_of(trainer)
    trainer.save_model(str(given.out))
    if trainer.is_world_process_zero():
        tokenizer.save_pretrained(given.out)
        report(given.out, settings, {"before": before, "after": after}, minutes, trainer, (len(train), len(held_out)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder with the model in Hugging Face's form")
    parser.add_argument("--data", type=Path, required=True, help="folder that `latent dataset export` wrote")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true", help="go on where an earlier run into the same folder was stopped; minutes count from there")
    return parser.parse_args()


def load(folder: Path, settings: Settings):
    """The model, with an adapter on top where one is trained."""
    quantised = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
    model = AutoModelForCausalLM.from_pretrained(
        folder,
        dtype=getattr(torch, settings.dtype),
        **({"quantization_config": quantised} if settings.quantised_base else {}),
    )
    model.config.use_cache = False
    if settings.method == "full":
        return model
    if settings.quantised_base:
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=settings.checkpointing)
    elif settings.checkpointing:
        model.enable_input_require_grads()
    lora = LoraConfig(r=settings.rank, lora_alpha=settings.alpha, target_modules=targets_of(model.config.model_type), task_type="CAUSAL_LM")
    with taken_by_names(model.config):
        return get_peft_model(model, lora)


@contextmanager
def taken_by_names(config):
    """
    Of a mixture of experts PEFT takes `down_proj` and the like for the routed experts', as transformers 4 named them, wherever they stand
    (`convert_peft_config_for_transformers`): dense layers and shared experts would get no adapter, and the routed ones one that has no form in
    `to_gguf.py`. It goes by the type of the model, so the model has another one meanwhile.
    """
    model_type = config.model_type
    config.model_type = f"{model_type} by names"
    try:
        yield
    finally:
        config.model_type = model_type


def trainer_arguments(out: Path, settings: Settings) -> TrainingArguments:
    on_gpu = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=str(out),
        per_device_train_batch_size=settings.batch,
        per_device_eval_batch_size=settings.batch,
        gradient_accumulation_steps=settings.accumulate,
        max_steps=settings.steps,
        learning_rate=settings.learning_rate,
        warmup_steps=settings.warmup,
        lr_scheduler_type="cosine",
        gradient_checkpointing=settings.checkpointing,
        bf16=on_gpu and settings.dtype == "bfloat16",
        use_cpu=not on_gpu,
        seed=settings.seed,
        logging_steps=1 if settings.steps <= 100 else 10,
        save_steps=max(5, settings.steps // 20),
        save_total_limit=2,
        report_to="none",
        prediction_loss_only=True,
        remove_unused_columns=False,
        **settings.trainer,
    )


def loss_of(trainer: Trainer) -> float:
    """Mean over the held-out examples, in nats a token."""
    return trainer.evaluate()["eval_loss"]


def report(out: Path, settings: Settings, loss: dict, minutes: float, trainer: Trainer, counts: tuple[int, int]) -> None:
    trained, held_out = counts
    seen = sum(each["loss"] for each in trainer.state.log_history if "loss" in each)
    if not math.isfinite(seen):
        raise ValueError("the loss was no number: take a smaller learning_rate")
    figures = {
        "heldOutLoss": loss,
        "steps": trainer.state.global_step,
        "minutes": round(minutes, 2),
        "examples": {"train": trained, "heldOut": held_out},
        "settings": asdict(settings),
    }
    (out / "metrics.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"loss on held-out files {loss['before']:.3f} -> {loss['after']:.3f} in {figures['steps']} steps, {minutes:.1f} minutes")


if __name__ == "__main__":
    main()
