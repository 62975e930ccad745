import type { Engine } from '../../engine/engine.ts'
import { type Claim, claimRequest, parseClaims } from './claims.ts'
import type { Passage } from './passage.ts'

const mostLineTokens = 80

/** Asks the model which lines of the unit are wrong. */
export async function askForClaims(passage: Passage, engine: Engine, signal: AbortSignal): Promise<readonly Claim[]> {
  const request = claimRequest(passage)
  if (request === undefined) return []
  let answer = ''
  for await (const delta of engine.chat(request, signal)) if (delta.kind === 'text') answer += delta.text
  return parseClaims(answer, passage)
}

/** An edit of a line, by offsets from the beginning of the unit. */
export interface LineEdit {
  readonly line: number
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

/**
 * What the model would write in the place of a line. `undefined`: the same, or nothing that could stand there. `kept`: how many of the
 * line's characters are given; default its indentation.
 */
export async function completedLine(
  passage: Passage,
  line: number,
  engine: Engine,
  signal: AbortSignal,
  kept?: number,
): Promise<LineEdit | undefined> {
  const written = (passage.lines[line] ?? '').replace(/[\r\n]+$/, '')
  const typed = kept === undefined ? (/^\s*/.exec(written)?.[0] ?? '') : written.slice(0, kept)
  const prompt = { ...passage.linePrompt(line), typed }
  let text = ''
  const request = {
    lane: 'user',
    sequence: 'review',
    reuse: 'aligned',
    prompt,
    maxTokens: mostLineTokens,
    stop: ['\n', '\r'],
  } as const
  for await (const delta of engine.complete(request, signal)) {
    if (delta.kind === 'text') text += delta.text
    else if (delta.kind === 'end' && delta.reason === 'length') return undefined
  }
  return lineEdit(passage, line, written, typed + (kept === undefined ? text.trim() : text.trimEnd()))
}

/** The part of the line that differs, widened to whole words, so that a reader sees what is replaced. */
function lineEdit(passage: Passage, line: number, written: string, completed: string): LineEdit | undefined {
  if (completed.trim() === '' || completed === written.trimEnd()) return undefined
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char)
  let head = 0
  while (head < Math.min(written.length, completed.length) && written[head] === completed[head]) head += 1
  let tail = 0
  while (tail < Math.min(written.length, completed.length) - head && written.at(-1 - tail) === completed.at(-1 - tail)) tail += 1
  while (head > 0 && isWord(written[head - 1])) head -= 1
  while (tail > 0 && isWord(written.at(-tail))) tail -= 1
  // An empty quote names no place: take the word in front with it.
  if (head === written.length - tail) {
    head = written.slice(0, head).trimEnd().length
    do head -= 1
    while (head > 0 && isWord(written[head - 1]))
  }
  if (head < 0) return undefined
  const start = passage.lineStart(line)
  return {
    line,
    startOffset: start + head,
    endOffset: start + written.length - tail,
    newText: completed.slice(0, completed.length - tail).slice(head),
  }
}
