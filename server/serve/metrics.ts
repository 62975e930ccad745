import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { RequestFigures } from '../protocol/figures.ts'

/** Of what should take no longer than one step of the model, in seconds. */
const shortBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** From a quick first token to a long review, in seconds. */
const buckets = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4]

/** What Prometheus is told: counts and times, by the names of keys; no text of a request. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = this.#counter('latent_requests_total', 'Requests answered', ['route', 'status'])
  readonly refused = this.#counter('latent_refused_total', 'Requests refused before they cost anything', ['why'])
  readonly tokens = this.#counter('latent_tokens_total', 'Tokens: prompt, of these cached, and generated', ['key', 'kind'])
  readonly underWay = new Gauge({ name: 'latent_requests_under_way', help: 'Waiting ones included', registers: [this.registry] })
  readonly seconds = this.#histogram('latent_request_seconds', 'From arrival to the end', ['route'])
  readonly firstTokenSeconds = this.#histogram('latent_first_token_seconds', 'From arrival to the first text', ['route'])

  readonly stoppedSeconds = this.#histogram(
    'latent_stopped_seconds',
    'From the leaving of a client until the engine had stopped working for it',
    [],
    shortBuckets,
  )

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  /** Adds what a text cost. */
  spent(key: string, { promptTokens, cachedTokens, generatedTokens }: RequestFigures): void {
    this.tokens.inc({ key, kind: 'prompt' }, promptTokens)
    this.tokens.inc({ key, kind: 'cached' }, cachedTokens)
    this.tokens.inc({ key, kind: 'generated' }, generatedTokens)
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] })
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    bounds: readonly number[] = buckets,
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labelNames], buckets: [...bounds], registers: [this.registry] })
  }
}
