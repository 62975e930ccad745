import { existsSync, readFileSync } from 'node:fs'
import { codeUnits } from '../../server/context/functions.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { ScoringEngine } from '../../server/features/review/likelihood.ts'
import { Passage } from '../../server/features/review/passage.ts'
import type { Half } from '../completion/corpus.ts'
import type { PreferenceRecord } from './records.ts'
import type { Trial } from './trial.ts'

/** A real one-line bug with its fix, both cut to the function around them; a line of a file of them. */
export interface OneLineBug {
  readonly id: string
  readonly path: string
  /** Of the function, counted from 0. */
  readonly line: number
  readonly wrong: string
  readonly right: string
  readonly bug: string
  readonly fix: string
}

const opening = 'const part = {\n'

/** Bugs of a half, every other one; `undefined` without such a file. Throws where a line is no such bug. */
export function readOneLineBugs(path: string, half: Half): readonly OneLineBug[] | undefined {
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line, index) => readBug(line, index, path)).filter((_, index) => (index % 2 === 0) === (half === 'tuning'))
}

function readBug(line: string, index: number, path: string): OneLineBug {
  const bug = JSON.parse(line) as OneLineBug
  const isWhole = [bug.id, bug.bug, bug.fix, bug.wrong, bug.right].every((each) => typeof each === 'string')
  if (!isWhole || typeof bug.line !== 'number') throw new Error(`${path}:${index + 1} is no one-line bug with its fix.`)
  return bug
}

/** The mended function, which should raise no alarm. */
export function mendedTrial({ id, path, fix }: OneLineBug, half: Half): Trial {
  const source = sourceOf(path, inObject(fix))
  return { id, part: 'oneLine', half, source, lines: { startLine: 0, endLine: source.lineCount } }
}

/** How much likelier the fixed line is than the wrong one, between the lines around them. */
export async function preferenceOf(
  bug: OneLineBug,
  engine: ScoringEngine,
  parser: SyntaxParser,
): Promise<PreferenceRecord | undefined> {
  const text = inObject(bug.bug)
  const source = sourceOf(bug.path, text)
  const line = bug.line + (text.startsWith(opening) ? 1 : 0)
  if (source.lineText(line) !== bug.wrong) return undefined
  const tree = await parser.parse(source)
  const unit = codeUnits(source, tree).find(({ startLine, endLine }) => line >= startLine && line < endLine)
  tree?.dispose()
  if (unit === undefined) return undefined
  const passage = new Passage(source, unit)
  const prompt = passage.linePrompt(line - unit.startLine)
  const continuations = [bug.wrong, bug.right].map((each) => `${each}\n`)
  const scored = await engine.score({ lane: 'user', sequence: 'review', prompt, continuations }, new AbortController().signal)
  const [wrong = Number.NaN, right = Number.NaN] = scored.map(({ logPs }) => logPs.reduce((sum, logP) => sum + logP, 0))
  return { id: bug.id, odds: right - wrong }
}

/** Members are cut out of the object that they stand in. */
function inObject(text: string): string {
  const isMember = /^\s*(async\s+)?("[^"]*"|'[^']*'|[\w$]+)\s*[(:]/.test(text) && !/^\s*(function|if|for|while)\b/.test(text)
  return isMember ? `${opening}${text}\n}\n` : `${text}\n`
}

function sourceOf(path: string, text: string): SourceText {
  return new SourceText(path, 'javascript', text)
}
