import { describe, expect, it } from 'vitest'
import { codeUnits } from '../../../../server/context/functions.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { findSinks, prepareSinks } from '../../../../server/features/review/sinks/findSinks.ts'
import type { Sink, SinkRuleId } from '../../../../server/features/review/sinks/sink.ts'
import { sinkConfidence } from '../../../../server/features/review/sinks/sinkRules.ts'
import { englishLeft } from '../../../protocol/englishWords.ts'

let parser: Promise<SyntaxParser> | undefined

/** The sinks of a text, of all its units. */
export async function sinksOf(languageId: string, text: string, path = 'src/file'): Promise<readonly Sink[]> {
  parser ??= SyntaxParser.create()
  const source = new SourceText(path, languageId, text)
  const tree = await (await parser).parse(source)
  if (tree === undefined) throw new Error(`no grammar for ${languageId}`)
  await prepareSinks()
  try {
    return codeUnits(source, tree).flatMap((unit) => findSinks(source, tree, unit))
  } finally {
    tree.dispose()
  }
}

/** Those that are sure enough at the default of `latent.review.precision`. */
function shown(sinks: readonly Sink[]): readonly Sink[] {
  return sinks.filter(({ ruleId, signals }) => sinkConfidence(ruleId, signals.certainty) >= 0.8)
}

/** Code by language: `js` is TypeScript's grammar, too. */
export interface Cases {
  readonly js?: readonly string[]
  readonly py?: readonly string[]
}

function each({ js = [], py = [] }: Cases): readonly (readonly [string, string])[] {
  return [...js.map((code) => ['typescript', code] as const), ...py.map((code) => ['python', code] as const)]
}

/** Every case shows the rule, with a title that fits and a reason, both with a Chinese text. */
export function checkFinds(ruleId: SinkRuleId, cases: Cases): void {
  describe(`finds ${ruleId}`, () => {
    it.each(each(cases))('%s: %s', async (languageId, code) => {
      const found = shown(await sinksOf(languageId, code)).filter((sink) => sink.ruleId === ruleId)
      expect(found).not.toEqual([])
      for (const { title, reason, mend } of found) {
        expect(title.length).toBeLessThanOrEqual(80)
        expect(reason).toMatch(/^(`|[A-Z]).*[^.]$/)
        expect([title, reason, mend?.title ?? ''].flatMap(englishLeft)).toEqual([])
      }
    })
  })
}

/** No case shows anything at all. */
export function checkLeavesAlone(ruleId: SinkRuleId, cases: Cases): void {
  describe(`without ${ruleId}`, () => {
    it.each(each(cases))('%s: %s', async (languageId, code) => {
      expect(shown(await sinksOf(languageId, code)).map((sink) => `${sink.ruleId}: ${sink.title}`)).toEqual([])
    })
  })
}
