import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { namesOf, optionNames, versionOf } from './options.ts'

const folder = new URL('../../deploy/kubernetes/', import.meta.url)
const files = readdirSync(folder)
const require = createRequire(import.meta.url)

interface Container {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[]
  readonly resources: { readonly limits: Readonly<Record<string, unknown>> }
  readonly securityContext: {
    readonly allowPrivilegeEscalation: boolean
    readonly capabilities: { readonly drop: readonly string[] }
  }
  readonly readinessProbe: unknown
  readonly livenessProbe: unknown
}

interface Pod {
  readonly automountServiceAccountToken: boolean
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number }
  readonly containers: readonly Container[]
}

interface Labelled {
  readonly matchLabels: Readonly<Record<string, string>>
}

interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly replicas?: number
    readonly template?: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod }
    readonly podSelector?: Labelled
    readonly policyTypes?: readonly string[]
    readonly ingress?: readonly { readonly from?: readonly { readonly podSelector?: Labelled }[] }[]
    readonly egress?: readonly unknown[]
    readonly selector?: Readonly<Record<string, string>>
  }
}

type Validated = new (data: object) => { validate(): void }

function objectsOf(file: string): readonly KubernetesObject[] {
  const text = readFileSync(new URL(file, folder), 'utf8')
  return parseAllDocuments(text).flatMap((document) => {
    expect(document.errors).toEqual([])
    const object = document.toJS() as KubernetesObject | null
    return object === null ? [] : [object]
  })
}

/** Throws where an object breaks the schema of its kind, which the package has of Kubernetes' own OpenAPI description. */
function validate(object: KubernetesObject): void {
  const kinds = require(`kubernetes-models/${object.apiVersion.replace(/^(\w+)\.k8s\.io/, '$1.k8s.io')}`) as Record<
    string,
    Validated
  >
  const Kind = kinds[object.kind]
  if (Kind === undefined) throw new Error(`${object.apiVersion} has no ${object.kind}.`)
  new Kind(object).validate()
}

/** Of the operator's own kind there is no schema in Kubernetes. */
const isForeign = ({ apiVersion }: KubernetesObject) => apiVersion.startsWith('monitoring.coreos.com/')
const podsOf = (file: string) => objectsOf(file).flatMap((object) => (object.spec?.template === undefined ? [] : [object]))
const component = (labels: Readonly<Record<string, string>>) => labels['app.kubernetes.io/component'] ?? ''

describe('Kubernetes files', () => {
  it('there is one for each example of the chart', () => {
    expect(files.toSorted()).toEqual(readdirSync(new URL('../helm/latent-vllm/examples/', folder)).toSorted())
  })

  it.each(files)('%s follows the schemas of Kubernetes', (file) => {
    const objects = objectsOf(file)
    expect(objects.length).toBeGreaterThan(5)
    for (const object of objects.filter((each) => !isForeign(each)))
      expect(() => validate(object), `${object.kind} ${object.metadata.name}`).not.toThrow()
  })

  it('the schemas would refuse a mistake', () => {
    const [object] = podsOf('single.yaml')
    expect(() => validate({ ...object, spec: { ...object?.spec, selector: undefined } } as unknown as KubernetesObject)).toThrow()
  })

  it.each(files)('%s gives vLLM and its router only options that they have', (file) => {
    const containers = podsOf(file).flatMap(({ spec }) => spec.template?.spec.containers ?? [])
    const known = { vllm: namesOf('options'), router: namesOf('router-options'), gateway: new Map() }
    for (const { name, args = [] } of containers) {
      expect([...known[name as keyof typeof known].keys()], name).toEqual(expect.arrayContaining([...optionNames(args)]))
    }
    expect(containers.find(({ name }) => name === 'vllm')?.image).toBe(`vllm/vllm-openai:v${versionOf('options')}`)
  })

  it.each(files)('%s: no pod runs as root, holds a token of the cluster or can gain privileges', (file) => {
    for (const { spec } of podsOf(file)) {
      const pod = spec.template?.spec
      expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } })
      expect(pod?.securityContext.runAsUser).toBeGreaterThan(0)
      for (const { securityContext } of pod?.containers ?? []) {
        expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } })
      }
    }
  })

  it.each(files)('%s: every container has a limit of memory, and tells whether it is ready and alive', (file) => {
    for (const { limits, container } of containersOf(file)) {
      expect(limits, container.name).toHaveProperty('memory')
      expect(container, container.name).toMatchObject({ readinessProbe: expect.anything(), livenessProbe: expect.anything() })
    }
  })

  it.each(files)('%s: vLLM is reached by the gateway or the router alone, the router by the gateway alone', (file) => {
    const objects = objectsOf(file)
    const hasRouter = objects.some(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'latent-router')
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
    const callers = (of: string) =>
      policies
        .filter(({ spec }) => component(spec.podSelector?.matchLabels ?? {}) === of)
        .flatMap(({ spec }) => spec.ingress ?? [])
        .flatMap(({ from = [] }) => from)
        .flatMap(({ podSelector }) => (podSelector === undefined ? [] : [component(podSelector.matchLabels)]))
    expect(callers('vllm')).toEqual([hasRouter ? 'router' : 'gateway'])
    if (hasRouter) expect(callers('router')).toEqual(['gateway'])
    const guarded = policies.map(({ spec }) => component(spec.podSelector?.matchLabels ?? {}))
    const pods = podsOf(file).map(({ spec }) => component(spec.template?.metadata.labels ?? {}))
    expect(guarded.toSorted()).toEqual(pods.toSorted())
  })

  it('where the weights are there, nothing leaves the pods that hold the code', () => {
    const policy = objectsOf('tensor-parallel.yaml').find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'latent-vllm',
    )
    expect(policy?.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'], egress: [] })
  })

  it.each([
    ['vllm', 'VLLM_API_KEY'],
    ['gateway', 'LATENT_SERVER_KEY'],
  ])('%s has the key from a Secret', (name, variable) => {
    for (const { container } of files.flatMap(containersOf).filter((each) => each.container.name === name)) {
      const key = container.env?.find((each) => each.name === variable)
      expect(key).toEqual({ name: variable, valueFrom: { secretKeyRef: { name: 'latent-key', key: 'key' } } })
    }
  })

  it('the router routes to as many replicas as there are', () => {
    const objects = podsOf('replicas.yaml')
    const replicas = objects.find(({ kind }) => kind === 'StatefulSet')?.spec.replicas
    const router = objects.find(({ metadata }) => metadata.name === 'latent-router')?.spec.template?.spec.containers[0]
    expect(router?.args?.filter((word) => word.startsWith('http://'))).toHaveLength(replicas ?? -1)
  })
})

function containersOf(file: string) {
  return podsOf(file)
    .flatMap(({ spec }) => spec.template?.spec.containers ?? [])
    .map((container) => ({ container, limits: container.resources.limits }))
}
