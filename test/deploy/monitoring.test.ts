import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { servicesOf, startedFiles } from './composeFiles.ts'
import { namesOf } from './options.ts'
import { metricsOf } from './promql.ts'

const folder = new URL('../../deploy/monitoring/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')

interface Dashboard {
  readonly uid: string
  readonly panels: readonly {
    readonly id: number
    readonly title: string
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets: readonly { readonly expr: string }[]
  }[]
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { readonly query: string } }[]
  }
}

interface Alerts {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
}

const dashboard = JSON.parse(read('grafana/dashboards/latent.json')) as Dashboard
const alerts = parse(read('prometheus/alerts.yaml')) as Alerts
const panels = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr.replaceAll('$__rate_interval', '1m')] as const),
)
const rules = alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr] as const))
const exported = new Map([...namesOf('metrics'), ...namesOf('router-metrics'), ['up', 'gauge']])

/** A histogram is exported as `_bucket`, `_sum` and `_count`. */
function kindOf(name: string): string | undefined {
  const [, family] = name.match(/^(.*)_(?:bucket|sum|count)$/) ?? []
  return exported.get(name) ?? (family !== undefined && exported.get(family) === 'histogram' ? 'histogram' : undefined)
}

describe('dashboard and alerts', () => {
  it('there are some', () => {
    expect(panels.length).toBeGreaterThan(15)
    expect(rules.length).toBeGreaterThan(2)
  })

  it.each([...panels, ...rules])('%s: asks for metrics that vLLM and its router export', (_, query) => {
    const used = metricsOf(query)
    expect(used.length).toBeGreaterThan(0)
    for (const { name } of used) expect(kindOf(name), name).toBeDefined()
  })

  it.each([...panels, ...rules])('%s: looks at the rate of what only grows, and at nothing else’s', (_, query) => {
    for (const { name, within } of metricsOf(query)) {
      expect(within.includes('rate'), `${name} in ${query}`).toBe(kindOf(name) !== 'gauge')
    }
  })

  it('an unknown metric and a broken query would be noticed', () => {
    expect(kindOf('vllm:no_such_metric')).toBeUndefined()
    expect(() => metricsOf('rate(vllm:num_preemptions_total[5m]')).toThrow('No PromQL')
  })

  it('panels have numbers of their own and do not lie upon each other', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}:${y + Math.floor(cell / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBeLessThanOrEqual(24)
  })

  it('every variable that a query uses is declared', () => {
    const declared = dashboard.templating.list.map(({ name }) => name)
    const text = JSON.stringify(dashboard.panels)
    const used = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '').filter((name) => !name.startsWith('__'))
    expect(new Set(used)).toEqual(new Set(declared))
  })
})

describe('Prometheus', () => {
  const configuration = parse(read('prometheus/prometheus.yaml')) as {
    readonly rule_files: readonly string[]
    readonly scrape_configs: readonly {
      readonly job_name: string
      readonly dns_sd_configs: readonly { readonly names: readonly string[]; readonly port: number }[]
    }[]
  }
  const targets = (job: string) =>
    configuration.scrape_configs
      .filter(({ job_name }) => job_name === job)
      .flatMap(({ dns_sd_configs }) => dns_sd_configs.flatMap(({ names }) => names))

  it('reads the alerts', () => {
    expect(configuration.rule_files).toEqual(['alerts.yaml'])
  })

  it('asks every vLLM and router of the Compose files', () => {
    const services = startedFiles.flatMap((file) => servicesOf(file))
    const named = (image: string) =>
      new Set(services.filter(([, service]) => service.image?.includes(image)).map(([name]) => name))
    expect(new Set(targets('vllm'))).toEqual(named('vllm-openai'))
    expect(new Set(targets('router'))).toEqual(named('vllm-router'))
  })
})
