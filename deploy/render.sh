#!/usr/bin/env bash
# Writes deploy/kubernetes/ anew from the Helm chart and its examples, for clusters without Helm: `deploy/render.sh`. Needs helm.
set -euo pipefail
cd "$(dirname "$0")"
for values in helm/latent-vllm/examples/*.yaml; do
  name=$(basename "$values" .yaml)
  {
    echo "# Made by deploy/render.sh from $values: change that. $(sed -n 's/^# //p' "$values" | head -1)"
    helm template latent helm/latent-vllm --namespace latent --kube-version 1.34 --values "$values"
  } >"kubernetes/$name.yaml"
done
