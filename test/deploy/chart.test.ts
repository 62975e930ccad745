import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { versionOf } from './options.ts'

const chart = new URL('../../deploy/helm/latent-vllm/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, chart), 'utf8')
const examples = readdirSync(new URL('examples/', chart))
const validate = new Ajv({ strict: false, logger: false }).compile(
  (({ $schema: _, ...schema }) => schema)(JSON.parse(read('values.schema.json'))),
)

type Values = Readonly<Record<string, unknown>>
const defaults = parse(read('values.yaml')) as Values

/** As Helm lays values over the chart's: maps together, all else replaced. */
function over(below: Values, above: Values): Values {
  const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = Object.entries(above).map(([key, value]) => {
    const old = below[key]
    return [key, isMap(old) && isMap(value) ? over(old, value) : value]
  })
  return { ...below, ...Object.fromEntries(entries) }
}

const single = over(defaults, parse(read('examples/single.yaml')))

describe('the values of the chart', () => {
  it.each(examples)('%s is taken', (example) => {
    validate(over(defaults, parse(read(`examples/${example}`))))
    expect(validate.errors ?? []).toEqual([])
  })

  it.each<[string, Values]>([
    ['no key', { keySecret: '' }],
    ['no certificate', { gateway: { tlsSecret: '' } }],
    ['no replica', { replicas: 0 }],
    ['three cards, among which no heads divide', { cards: 3 }],
    ['an image without a version', { image: { tag: 'latest' } }],
    ['a share of more than the card', { gpuMemoryUtilization: 1.5 }],
    ['a name that is none of them', { replica: 2 }],
    ['an argument that is no option', { extraArguments: ['trust-remote-code'] }],
  ])('are refused: %s', (_, wrong) => {
    expect(validate(over(single, wrong))).toBe(false)
  })

  it('name the version whose options were checked', () => {
    const { appVersion } = parse(read('Chart.yaml')) as { readonly appVersion: string }
    expect([appVersion, (defaults.image as { readonly tag: string }).tag]).toEqual([
      versionOf('options'),
      `v${versionOf('options')}`,
    ])
  })
})

const helm = process.env.HELM ?? 'helm'
if (spawnSync(helm, ['version']).status === 0) {
  describe('the chart', () => {
    it.each(examples)('%s: deploy/kubernetes/ has what it renders now', (example) => {
      const folder = fileURLToPath(chart)
      const words = ['template', 'latent', folder, '--namespace', 'latent', '--kube-version', '1.34']
      const { stdout, stderr } = spawnSync(helm, [...words, '--values', `${folder}examples/${example}`], { encoding: 'utf8' })
      expect(stderr).toBe('')
      const written = readFileSync(new URL(`../../kubernetes/${example}`, chart), 'utf8')
      expect(written.slice(written.indexOf('\n') + 1)).toBe(stdout)
    })
  })
}
