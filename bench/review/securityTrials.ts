import { SourceText } from '../../server/context/source.ts'
import type { Half } from '../completion/corpus.ts'
import type { TrialPair } from './injected.ts'
import type { SecurityPair } from './security/pair.ts'

const extensions = { javascript: 'js', typescript: 'ts', python: 'py' } as const

/** The pairs of a half, weaknesses in turn, so that a run that is cut short has seen some of each. */
export function securityTrials(
  pairs: readonly SecurityPair[],
  half: Half,
  part: 'security' | 'published' = 'security',
): readonly TrialPair[] {
  const wanted = pairs.filter((pair) => pair.half === half)
  const queues = [...new Set(wanted.map(({ weakness }) => weakness))].map((name) =>
    wanted.filter(({ weakness }) => weakness === name),
  )
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  const inTurn = Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat()
  return inTurn.map((pair) => trialsOf(pair, part))
}

function trialsOf(
  { name, weakness, languageId, half, vulnerable, safe, marked }: SecurityPair,
  part: 'security' | 'published',
): TrialPair {
  const [weak, sound] = [vulnerable, safe].map((text) => new SourceText(`pair.${extensions[languageId]}`, languageId, text))
  if (weak === undefined || sound === undefined) throw new Error(`${name} has no text`)
  const line = weak.positionAt(weak.text.indexOf(marked)).line
  const common = { id: `${weakness} ${languageId} ${name}`, part, half } as const
  return {
    correct: { ...common, source: sound, lines: { startLine: 0, endLine: sound.lineCount } },
    faulty: {
      ...common,
      source: weak,
      lines: { startLine: 0, endLine: weak.lineCount },
      fault: { kind: weakness, lines: { startLine: line, endLine: line + marked.split('\n').length } },
    },
  }
}
