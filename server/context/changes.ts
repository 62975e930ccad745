import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { diffArrays } from 'diff'
import { LatentError } from '../protocol/errors.ts'
import type { RunGit } from './git.ts'

/** Zero-based lines, half-open. */
export interface LineSpan {
  readonly startLine: number
  readonly endLine: number
}

/** Beyond so many added and removed lines the text counts as changed from its first difference to its last. */
const mostDifferences = 2000

/**
 * Lines of a file's present text, saved or not, that differ from git's HEAD; line ends do not count.
 * Where lines were only removed, the lines above and below the place count. A file that HEAD does not have has changed as a whole.
 * Rejects with gitUnavailable: no git, no repository, or git refuses to read it.
 */
export async function changedLines(path: string, currentText: string, runGit: RunGit): Promise<readonly LineSpan[]> {
  const current = linesOf(currentText)
  try {
    const committed = await committedText(path, runGit)
    return committed === undefined ? [{ startLine: 0, endLine: current.length }] : differences(linesOf(committed), current)
  } catch (error) {
    throw LatentError.of('gitUnavailable', path, error instanceof Error ? error.message : String(error))
  }
}

/** The file as HEAD has it, without filters and text conversions; `undefined` where HEAD does not have it. */
async function committedText(path: string, runGit: RunGit): Promise<string | undefined> {
  const file = await realFile(path)
  const folder = dirname(file)
  // With `./` in front the name is one of the folder, whatever it begins with.
  const name = `./${basename(file)}`
  const blob = await runGit(folder, ['cat-file', 'blob', `HEAD:${name}`])
  if (blob.exitCode === 0) return blob.output.toString()

  const inside = await runGit(folder, ['rev-parse', '--is-inside-work-tree'])
  if (inside.exitCode !== 0) throw new Error(firstLine(inside.complaint))
  if (inside.output.toString().trim() !== 'true') throw new Error('it lies within the repository itself')
  const head = await runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (head.exitCode !== 0) return undefined
  const entry = await runGit(folder, ['--literal-pathspecs', 'ls-tree', '-z', 'HEAD', '--', name])
  if (entry.exitCode !== 0 || entry.output.length > 0) throw new Error(firstLine(blob.complaint))
  return undefined
}

/** Git knows a file by its place in the repository, not by the link that an editor may have opened. */
async function realFile(path: string): Promise<string> {
  const file = resolve(path)
  return realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)))
}

function firstLine(complaint: string): string {
  return (complaint.split('\n')[0] ?? '').replace(/^fatal: /, '').replace(/\.$/, '') || 'git gave no reason'
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
}

function differences(before: readonly string[], after: readonly string[]): readonly LineSpan[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: mostDifferences })
  if (parts === undefined) return [spanOfAll(before, after)]
  const spans: LineSpan[] = []
  let line = 0
  parts.forEach((part, index) => {
    if (part.added) spans.push({ startLine: line, endLine: line + part.count })
    else if (part.removed && !parts[index + 1]?.added && !parts[index - 1]?.added) spans.push(around(line, after.length))
    if (!part.removed) line += part.count
  })
  return joined(spans)
}

function around(line: number, lineCount: number): LineSpan {
  return { startLine: Math.max(0, line - 1), endLine: Math.min(lineCount, line + 1) }
}

function spanOfAll(before: readonly string[], after: readonly string[]): LineSpan {
  const same = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  let start = 0
  while (same(before[start], after[start])) start += 1
  let end = 0
  while (after.length - end > start && same(before.at(-1 - end), after.at(-1 - end))) end += 1
  return { startLine: start, endLine: Math.max(start + 1, after.length - end) }
}

function joined(spans: readonly LineSpan[]): readonly LineSpan[] {
  const result: LineSpan[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last !== undefined && span.startLine <= last.endLine) {
      result[result.length - 1] = { startLine: last.startLine, endLine: Math.max(last.endLine, span.endLine) }
    } else result.push(span)
  }
  return result
}
