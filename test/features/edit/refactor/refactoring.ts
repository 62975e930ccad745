import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { answerRefactoring } from '../../../../server/context/localRefactorings.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { type MechanicalKind, refactoringsBy } from '../../../../server/context/refactorings.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { TypeChecker } from '../../../../server/context/typeCheck.ts'
import type { Engine } from '../../../../server/engine/engine.ts'
import { offeredRefactorings, type RefactorDeps, refactored } from '../../../../server/features/edit/refactor/mechanical.ts'
import type { EditOutcome } from '../../../../server/protocol/edits.ts'
import { inLanguage } from '../../../../server/protocol/findingTexts.ts'
import type { TextEdit } from '../../../../server/protocol/text.ts'
import { readMarks } from '../../../marks.ts'

const checker = new TypeChecker()
/** An empty folder: nothing but the text itself tells its types. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-refactorings-')))
const extensions: Readonly<Record<string, string>> = { typescript: 'ts', javascript: 'js', python: 'py', typescriptreact: 'tsx' }

/** TypeScript's own language service, in this thread, and no model. */
export const deps: RefactorDeps = {
  parser: await SyntaxParser.create(),
  typeChecker: checker,
  refactorings: refactoringsBy(async (source, question) => answerRefactoring(checker, source, question)),
}

/** A text with `[|a selection|]` or a cursor `[||]`, as a file of a language. */
export function selected(marked: string, languageId: string) {
  const { text, cursors, ranges } = readMarks(marked, marked.includes('[||]') ? { cursors: 1 } : { ranges: 1 })
  const { start, end } = ranges[0] ?? { start: cursors[0] ?? 0, end: cursors[0] ?? 0 }
  const source = new SourceText(join(folder, `a.${extensions[languageId] ?? 'ts'}`), languageId, text)
  return { source, span: { startOffset: start, endOffset: end } }
}

/** The text after a rewriting, or the sentence that refuses it. */
export async function textAfter(
  kind: MechanicalKind,
  marked: string,
  languageId = 'typescript',
  engine?: Engine,
): Promise<string> {
  const { source, span } = selected(marked, languageId)
  const all = engine === undefined ? deps : { ...deps, engine }
  const outcome = await refactored({ kind, source, span }, all, new AbortController().signal)
  return textOf(outcome, source)
}

/** What is offered at a place, each with the sentence that refuses it or `ok`. */
export async function offered(marked: string, languageId = 'typescript'): Promise<Readonly<Record<string, string>>> {
  const { source, span } = selected(marked, languageId)
  const offers = await offeredRefactorings(source, span, deps)
  return Object.fromEntries(offers.map(({ kind, disabled }) => [kind, disabled ?? 'ok']))
}

function textOf(outcome: EditOutcome, source: SourceText): string {
  if (outcome.kind === 'proposed') return edited(source, outcome.proposal.edits)
  // Whatever refuses is shown to people who read Chinese as well.
  expect(inLanguage(outcome.reason, 'zh')).not.toBe(outcome.reason)
  return `refused: ${outcome.reason}`
}

export function edited(source: SourceText, edits: readonly TextEdit[]): string {
  return edits
    .toReversed()
    .reduce(
      (text, { range, newText }) =>
        text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end)),
      source.text,
    )
}
