import { catalogue } from '../../models/catalogue.ts'
import type { ModelShape } from '../../models/catalogueEntry.ts'
import { dense67bBytesPerToken, lessThanDense67b, type Room, roomOnServer, serverBytes } from '../../models/plan/compare.ts'
import { kvCacheBytesPerToken, ordinaryBytesPerToken } from '../../models/plan/kvCache.ts'
import { gb, grouped } from '../../models/plan/planText.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { whyTexts } from '../texts/why.ts'
import { table } from './columns.ts'
import { schemaVersion } from './report.ts'

/** Why DeepSeek-V2 fits: the arithmetic of its cache and of the room on a server, for people. */
export function whyInWords(language: DisplayLanguage): string {
  const say = whyTexts[language]
  const room = roomOnServer(shapeOf('deepseek-v2-chat'))
  return [
    say.title,
    '',
    say.cache,
    '',
    ...table([say.cacheColumns, ...cacheRows().map(({ name, formula, bytes, less }) => [name, formula, grouped(bytes), less])]),
    '',
    say.paper,
    '',
    say.room(gb(serverBytes)),
    '',
    ...table([say.roomColumns, ...[room.dense, room.latent].map(roomRow)]),
    '',
    say.ratio((room.latent.tokens / room.dense.tokens).toFixed(1)),
    '',
    say.sources,
    ...whySources.map((source) => `- ${source}`),
    '',
  ].join('\n')
}

/** The same for programs. */
export function whyJson(): object {
  const { dense, latent } = roomOnServer(shapeOf('deepseek-v2-chat'))
  return {
    schemaVersion,
    deepseek67bF16BytesPerToken: dense67bBytesPerToken,
    caches: cacheRows().map(({ name, formula, bytes }) => ({
      name,
      formula,
      bytesPerToken: bytes,
      lessThanDeepseek67b: lessThanDense67b(bytes),
    })),
    server: {
      bytes: serverBytes,
      models: [dense, latent],
      tokensRatio: latent.tokens / dense.tokens,
      reportedThroughputRatio: 5.76,
    },
    sources: whySources,
  }
}

const whySources = [
  'DeepSeek-V2, https://arxiv.org/abs/2405.04434: abstract (93.3 %, 5.76), section 2.1.3 (what is cached), section 3.2.3 (8 bits a weight, 6 bits in the cache, 8 H800)',
  'DeepSeek LLM, https://arxiv.org/abs/2401.02954: table 2 (95 layers, 8 KV heads)',
  'llama.cpp, ggml/src/ggml-common.h: 32 numbers in 34 (q8_0), 24 (q5_1: 6 bits a number) and 18 bytes (q4_0)',
]

interface CacheRow {
  readonly name: string
  readonly formula: string
  readonly bytes: number
  /** In per cent, against DeepSeek 67B; empty for itself and where it is none. */
  readonly less: string
}

function cacheRows(): readonly CacheRow[] {
  const v2 = shapeOf('deepseek-v2-chat')
  const lite = shapeOf('deepseek-coder-v2-lite-instruct')
  const row = (name: string, formula: string, bytes: number): CacheRow => {
    const less = lessThanDense67b(bytes)
    return { name, formula, bytes, less: less > 0 ? `${(less * 100).toFixed(1)} %` : '' }
  }
  return [
    row('DeepSeek 67B, f16', '95 × 8 × (128 + 128) × 2', dense67bBytesPerToken),
    row('DeepSeek-V2, f16', `${latentFormula(v2)} × 2`, kvCacheBytesPerToken(v2)),
    row('DeepSeek-V2, q5_1', `${latentFormula(v2)} × 24 / 32`, kvCacheBytesPerToken(v2, 'q5_1')),
    row('DeepSeek-V2-Lite, f16', `${latentFormula(lite)} × 2`, kvCacheBytesPerToken(lite)),
    row('DeepSeek-V2-Lite, ordinary, f16', ordinaryFormula(lite), ordinaryBytesPerToken(lite)),
  ]
}

function latentFormula({ layers, attention }: ModelShape): string {
  return attention.kind === 'latent' ? `${layers} × (${attention.kvLoraRank} + ${attention.ropeDimensions})` : ''
}

function ordinaryFormula({ layers, attention: a }: ModelShape): string {
  return `${layers} × ${a.heads} × (${a.keyDimension} + ${a.valueDimension}) × 2`
}

function roomRow({ name, weightBytes, leftBytes, bytesPerToken, tokens }: Room): readonly string[] {
  return [name, gb(weightBytes), gb(leftBytes), grouped(bytesPerToken), `${(tokens / 1e6).toFixed(1)} M`]
}

function shapeOf(name: string): ModelShape {
  const shape = catalogue.find((entry) => entry.name === name)?.shape
  if (shape === undefined) throw new Error(`the catalogue has no numbers of ${name}`)
  return shape
}
