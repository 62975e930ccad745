{{- /* Labels by which pods are found: they never change in the life of a release. */ -}}
{{- define "latent.selector" -}}
app.kubernetes.io/name: latent-vllm
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "latent.labels" -}}
{{ include "latent.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end -}}

{{- define "latent.hasRouter" -}}
{{- if gt (int .Values.replicas) 1 }}true{{ end -}}
{{- end -}}

{{- /* What the gateway asks: the router, or the one vLLM. */ -}}
{{- define "latent.upstream" -}}
{{ .Release.Name }}-{{ if include "latent.hasRouter" . }}router{{ else }}vllm{{ end }}:8000
{{- end -}}

{{- /* No service account's token, no new privileges: none of the pods talks to the cluster. */ -}}
{{- define "latent.confined" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}
