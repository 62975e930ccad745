import type { ChatRequest, Engine } from '../../../server/engine/engine.ts'
import { noFigures } from '../../../server/protocol/figures.ts'
import { factsOf, touchesFault } from '../judge.ts'
import type { Alarm, TrialRecord } from '../records.ts'
import type { Trial } from '../trial.ts'

/** As much as three bugs with a sentence each take. */
const mostTokens = 160
const schema = {
  type: 'array',
  maxItems: 3,
  items: {
    type: 'object',
    properties: { line: { type: 'integer' }, problem: { type: 'string', maxLength: 100 } },
    required: ['line', 'problem'],
    additionalProperties: false,
  },
} as const

/** The prompt that everybody writes first: the same model is shown the same function and asked to list the bugs as JSON. */
export async function naiveReview(trial: Trial, engine: Engine): Promise<TrialRecord> {
  const started = performance.now()
  let answer = ''
  let figures = noFigures
  for await (const delta of engine.chat(requestFor(trial), new AbortController().signal)) {
    if (delta.kind === 'text') answer += delta.text
    else figures = delta.figures
  }
  return {
    ...factsOf(trial, 'naive'),
    alarms: claimedLines(answer).flatMap((line) => alarmAt(trial, line)),
    ms: performance.now() - started,
    evaluatedTokens: figures.promptTokens - figures.cachedTokens + figures.generatedTokens,
  }
}

function requestFor({ source, lines }: Trial): ChatRequest {
  const numbered: string[] = []
  for (let line = lines.startLine; line < lines.endLine; line += 1) numbered.push(`${line + 1}: ${source.lineText(line)}`)
  // Told that the list may be empty, a small model finds nothing anywhere, and there is no precision to compare with.
  const question = 'List the bugs in this code as JSON: [{"line": ..., "problem": "..."}]'
  return {
    lane: 'user',
    sequence: 'review',
    messages: [
      { role: 'system', content: 'You are an expert code reviewer.' },
      { role: 'user', content: `${question}\n\n\`\`\`${source.languageId}\n${numbered.join('\n')}\n\`\`\`` },
    ],
    maxTokens: mostTokens,
    format: { kind: 'schema', schema },
  }
}

/** Counted from 0, each once. An answer that was cut off counts as far as it goes. */
export function claimedLines(answer: string): readonly number[] {
  const lines = [...answer.matchAll(/"line"\s*:\s*(\d+)/g)].map(([, line]) => Number(line) - 1)
  return [...new Set(lines)]
}

/** A line that the function does not have is an alarm all the same, and a wrong one. */
function alarmAt(trial: Trial, line: number): readonly Alarm[] {
  const position = (character: number) => ({ line, character })
  const range = { start: position(0), end: position(1) }
  return [
    {
      ...{ line, rule: 'naive', quote: trial.source.lineText(line).trim(), confidence: 1, shownAt: [0.6, 0.8, 0.9] },
      ...{ right: touchesFault(trial, range), exact: false, verified: false },
    },
  ]
}
