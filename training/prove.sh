#!/usr/bin/env bash
# Tunes a tiny random DeepSeek-V2 and the starter model to this repository on a processor, turns the adapters into GGUF, and has Latent measure
# what they change: `training/prove.sh PYTHON [tiny|starter]...`. PYTHON is one with training/requirements.txt installed. Takes minutes for
# the tiny model and a quarter of an hour or more for the starter, which has to be there (`latent models pull starter`). Writes below out/training.
# With RESUME=1 it goes on where it was stopped, with the same data.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
shift
work=out/training
mkdir -p "$work"
npm run build --silent
resume=${RESUME:-}
[ -n "$resume" ] || node dist/cli.js dataset export --out "$work/data"

prove() { # NAME MODEL_FOLDER CONFIG MODEL_OF_LATENT
  [ -n "$resume" ] || rm -rf "$work/$1-lora"
  "$python" training/tune.py --model "$2" --data "$work/data" --config "training/configs/$3.json" --out "$work/$1-lora" ${resume:+--resume}
  "$python" training/to_gguf.py "$work/$1-lora" --base "$2" --out "$work/$1.gguf"
  npm run bench --silent -- adapter --data "$work/data" --adapter "$work/$1.gguf" --model "$4"
}

for name in "${@:-tiny}"; do
  case $name in
    tiny)
      npx esbuild training/writeTiny.ts --bundle --platform=node --format=esm --log-level=warning --outfile="$work/writeTiny.mjs"
      node "$work/writeTiny.mjs" "$work"
      "$python" training/from_gguf.py "$work/legacy.gguf" --out "$work/tiny-hf"
      prove tiny "$work/tiny-hf" cpu-tiny "$PWD/$work/mla.gguf"
      ;;
    starter)
      models=${LATENT_MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/latent/models}
      "$python" training/from_gguf.py "$models/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf" --out "$work/starter-hf"
      prove starter "$work/starter-hf" cpu-starter starter
      ;;
    *)
      echo "$name is neither tiny nor starter" >&2
      exit 2
      ;;
  esac
done
