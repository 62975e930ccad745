import type { ModelShape } from '../../models/catalogueEntry.ts'
import { ordinaryBytesPerToken } from '../../models/plan/kvCache.ts'
import type { GraphicsCard } from '../../models/plan/machine.ts'
import { gb, grouped, roundGb } from '../../models/plan/planText.ts'
import { cardCounts, fewestCards, hasRoomFor, planVllm, type VllmPlan } from '../../models/plan/vllmPlan.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { vllmTexts } from '../texts/vllmPlan.ts'
import { schemaVersion } from './report.ts'

/** Tokens of a request, prompt and answer, where nobody says; as the files of deploy/ set it. */
export const usualServerContext = 16_384

interface AskedServer {
  readonly title: string
  readonly shape: ModelShape
  readonly contextTokens: number
}

/** Whether and how a model fits on a server. */
export interface VllmReport extends AskedServer {
  readonly givenCards: number
  readonly plan: VllmPlan
  readonly fits: boolean
  /** With how many such cards it would, where it does not. */
  readonly fewest?: number
}

const barCharacters = 48

/** Plans for as many of the cards as the model's heads can be divided among, each as large as the smallest. */
export function vllmReport(asked: AskedServer, cards: readonly GraphicsCard[]): VllmReport {
  const { shape, contextTokens } = asked
  const cardBytes = Math.min(...cards.map(({ totalBytes }) => totalBytes))
  const used = cardCounts(shape).findLast((count) => count <= cards.length) ?? 1
  const plan = planVllm(shape, cardBytes, used)
  const fits = hasRoomFor(plan, contextTokens)
  const fewest = fits ? undefined : fewestCards(shape, cardBytes, contextTokens)
  return { ...asked, givenCards: cards.length, plan, fits, ...(fewest === undefined ? {} : { fewest }) }
}

/** For people: a sentence, the bar of one card, and what it is good for. */
export function vllmInWords(report: VllmReport, language: DisplayLanguage): string {
  const { title, shape, contextTokens, givenCards, plan, fits, fewest } = report
  const say = vllmTexts[language]
  const card = roundGb(plan.cardBytes)
  if (!fits) {
    const no = say.tooBig(title, gb(plan.weights), card, plan.cards, grouped(contextTokens))
    return `${[no, fewest === undefined ? say.none(card) : say.fewest(fewest, card)].join('\n')}\n`
  }
  const { weights, buffers, kvCache, tokens, bytesPerToken, cards } = plan
  const perToken = grouped(bytesPerToken)
  const lines = [
    say.sentence(title, cards, gb(weights + buffers + kvCache), card, gb(weights), gb(buffers), gb(kvCache)),
    `[${bar(plan)}]  ${say.legend}`,
    say.room(grouped(tokens), grouped(Math.floor(tokens / contextTokens)), grouped(contextTokens)),
    shape.attention.kind === 'latent' ? say.latent(perToken, cards) : say.divided(perToken),
    ...(cards < givenCards ? [say.left(cards, givenCards)] : []),
    say.measured,
  ]
  return `${lines.join('\n')}\n`
}

/** For programs; bytes are of one card. */
export function vllmJson(name: string, { title, shape, contextTokens, givenCards, plan, fits, fewest }: VllmReport): object {
  const { cards, cardBytes, usableBytes, weights, buffers, kvCache, bytesPerToken, tokens } = plan
  return {
    schemaVersion,
    server: 'vllm',
    model: { name, title },
    fits,
    ...(fewest === undefined ? {} : { fewestCards: fewest }),
    givenCards,
    cards,
    contextTokens,
    card: {
      bytes: cardBytes,
      usableBytes: Math.floor(usableBytes),
      weights: Math.round(weights),
      assumedBuffers: buffers,
      kvCache: Math.round(kvCache),
    },
    kvCache: { bytesPerToken, ordinaryBytesPerToken: ordinaryBytesPerToken(shape) / cards, tokens },
    requestsAtOnce: Math.floor(tokens / contextTokens),
  }
}

function bar({ cardBytes, weights, buffers, kvCache }: VllmPlan): string {
  const end = (bytes: number) => Math.min(barCharacters, Math.round((bytes / cardBytes) * barCharacters))
  const [a, b, c] = [end(weights), end(weights + buffers), end(weights + buffers + kvCache)]
  return '█'.repeat(a) + '▒'.repeat(b - a) + '▓'.repeat(c - b) + '░'.repeat(barCharacters - c)
}
