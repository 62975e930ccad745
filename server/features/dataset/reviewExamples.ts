import { type Change, changeBetween } from '../../context/changes.ts'
import { isCode } from '../../context/codeFiles.ts'
import { type CodeUnit, codeUnits } from '../../context/functions.ts'
import type { ChangedText, Commit } from '../../context/history.ts'
import { languageIdOfPath } from '../../context/languages.ts'
import type { SyntaxParser } from '../../context/parser.ts'
import { SourceText } from '../../context/source.ts'
import { exactHash } from '../review/fingerprint.ts'
import type { ReviewExample } from './examples.ts'

/** What people write when they mend something; not `fixture`, `prefix` or `fix typo`. */
const saysFix =
  /\b(fix|fixe[sd]|fixing|bug|bugfix|hotfix|regression|repair(s|ed)?|mend(s|ed)?|correct(s|ed)?|crash(es|ed)?|leak(s|ed)?|deadlock|wrong(ly)?|no longer)\b|off[- ]by[- ]one|race condition|修复|修正/i
const saysElse = /\b(typo|lint|format|formatting|comment|docs?|readme|changelog|version|merge|revert)\b/i
const testPath = /(^|[/._-])(tests?|specs?|__tests__|e2e)([/._-]|$)/i
/** A mend that one looks at as a whole. */
const mostLines = 12
const mostFiles = 3
const mostFunctionLines = 120

/** Whether the first line of a commit's message says that it mends code. */
export function isFix(subject: string): boolean {
  return saysFix.test(subject) && !saysElse.test(subject)
}

/**
 * The functions that a fix mends, before and after: of each code file outside of tests the one place where it changes, within one function.
 * None of a commit that changes more files than a mend does, nor of a file that changes at several places.
 */
export async function reviewExamples(
  commit: Commit,
  changes: readonly ChangedText[],
  parser: SyntaxParser,
): Promise<readonly ReviewExample[]> {
  const code = changes.filter(({ path }) => isCode(path) && !testPath.test(path))
  if (code.length > mostFiles) return []
  const examples: ReviewExample[] = []
  for (const each of code)
    examples.push(...[await reviewExample(commit, each, parser)].filter((example) => example !== undefined))
  return examples
}

async function reviewExample(commit: Commit, changed: ChangedText, parser: SyntaxParser): Promise<ReviewExample | undefined> {
  const change = changeBetween(changed.before, changed.after)
  const [hunk] = change.hunks
  if (hunk === undefined || change.hunks.length > 1 || linesIn(change) > mostLines) return undefined
  const language = languageIdOfPath(changed.path)
  const [old, mended] = [changed.before, changed.after].map((text) => new SourceText(changed.path, language, text))
  if (old === undefined || mended === undefined) return undefined
  const before = functionAround(hunk.before, await unitsOf(old, parser))
  const after = functionAround(hunk.after, await unitsOf(mended, parser))
  if (before === undefined || after === undefined || before.name !== after.name) return undefined
  const texts = { before: textOf(old, before), after: textOf(mended, after) }
  if (texts.before.replaceAll(/\s+/g, '') === texts.after.replaceAll(/\s+/g, '')) return undefined
  const { path } = changed
  const id = exactHash(JSON.stringify([path, texts.before, texts.after])).slice(0, 16)
  const origin = { commit: commit.hash, date: new Date(commit.time).toISOString(), subject: commit.subject }
  return { kind: 'review', id, path, language, ...origin, symbol: after.name, ...texts }
}

async function unitsOf(source: SourceText, parser: SyntaxParser): Promise<readonly CodeUnit[]> {
  const tree = await parser.parse(source)
  try {
    return tree === undefined ? [] : codeUnits(source, tree)
  } finally {
    tree?.dispose()
  }
}

function functionAround(lines: { readonly startLine: number; readonly endLine: number }, units: readonly CodeUnit[]) {
  const around = units.find(({ startLine, endLine }) => startLine <= lines.startLine && lines.endLine <= endLine)
  if (around?.kind !== 'function') return undefined
  return around.endLine - around.startLine <= mostFunctionLines ? around : undefined
}

function textOf(source: SourceText, { startLine, endLine }: CodeUnit): string {
  return source.text.slice(source.lineStart(startLine), source.lineStart(endLine))
}

function linesIn({ hunks }: Change): number {
  return hunks.reduce((sum, { before, after }) => sum + before.endLine - before.startLine + after.endLine - after.startLine, 0)
}
