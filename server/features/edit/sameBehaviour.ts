import type { SourceText } from '../../context/source.ts'
import type { ScoringEngine } from '../review/likelihood.ts'
import { askVerdicts } from '../review/verdict.ts'
import { type BehaviourFacts, factsOf, type Region, readParameters } from './behaviourFacts.ts'
import { containerDifference } from './containers.ts'
import { duplicatesDifference } from './duplicates.ts'

/** What loops and pipelines, lists and sets are made of: which of them a text uses says nothing of what it does. */
const buildingBlocks: ReadonlySet<string> = new Set([
  ...[
    'map',
    'filter',
    'reduce',
    'forEach',
    'flatMap',
    'flat',
    'some',
    'every',
    'find',
    'findIndex',
    'push',
    'concat',
    'join',
    'from',
  ],
  ...[
    'entries',
    'keys',
    'values',
    'items',
    'includes',
    'indexOf',
    'has',
    'add',
    'set',
    'get',
    'Set',
    'Map',
    'Array',
    'Object',
    'Math',
  ],
  ...['then', 'catch', 'finally', 'Promise', 'resolve', 'all', 'min', 'max', 'Boolean', 'undefined', 'slice'],
  ...[
    'append',
    'extend',
    'range',
    'len',
    'enumerate',
    'zip',
    'list',
    'dict',
    'set',
    'tuple',
    'frozenset',
    'sum',
    'any',
    'sorted',
  ],
])

/**
 * What tells that a rewritten piece of code may do something else than before, as a reason in one sentence; undefined where its words tell
 * nothing of the kind. It cannot prove that both do the same: it finds what was lost or invented.
 */
export function behaviourDifference(before: Region, after: Region): string | undefined {
  const [old, now] = [factsOf(before), factsOf(after)]
  for (const what of compared) {
    const { lost, invented } = sentences[what]
    // What is bound inside is the code's own affair.
    const gone = [...old[what]].find((each) => !now[what].has(each) && !buildingBlocks.has(each) && !old.bound.has(each))
    if (gone !== undefined && lost !== undefined) return lost(quoted(gone))
    const added = [...now[what]].find((each) => !old[what].has(each) && !buildingBlocks.has(each) && !now.bound.has(each))
    if (added !== undefined) return invented(quoted(added))
  }
  const unread = [...readParameters(before)].find((each) => !readParameters(after).has(each))
  if (unread !== undefined) return sentences.outside.lost?.(quoted(unread))
  return counted(old, now) ?? duplicatesDifference(before, after) ?? containerDifference(before, after)
}

const compared = ['calls', 'constants', 'outside', 'writes', 'arithmetic', 'comparisons'] as const

interface Sentences {
  /** Absent: it may go. */
  readonly lost?: (what: string) => string
  readonly invented: (what: string) => string
}

const sentences: Readonly<Record<(typeof compared)[number], Sentences>> = {
  calls: { lost: (name) => `It no longer calls ${name}.`, invented: (name) => `It calls ${name}, unlike before.` },
  constants: {
    lost: (text) => `It no longer has the constant ${text}.`,
    invented: (text) => `It has the constant ${text}, unlike before.`,
  },
  outside: { lost: (name) => `It no longer uses ${name}.`, invented: (name) => `It uses ${name}, unlike before.` },
  writes: { lost: (name) => `It no longer writes ${name}.`, invented: (name) => `It writes ${name}, unlike before.` },
  arithmetic: {
    lost: (sign) => `It no longer calculates with ${sign}.`,
    invented: (sign) => `It calculates with ${sign}, unlike before.`,
  },
  // A loop compares its counter, a pipeline does not.
  comparisons: { invented: (sign) => `It compares with ${sign}, unlike before.` },
}

function counted(old: BehaviourFacts, now: BehaviourFacts): string | undefined {
  if (now.throws !== old.throws) return `It throws at ${now.throws} places instead of ${old.throws}.`
  if (now.yields !== old.yields) return `It yields at ${now.yields} places instead of ${old.yields}.`
  const waits = old.awaits > 0 || ['then', 'catch', 'Promise'].some((name) => old.calls.has(name))
  if (now.awaits > 0 && !waits) return 'It waits for something that was not waited for before.'
  return old.awaits > 0 && now.awaits === 0 && !now.calls.has('then') ? 'It no longer waits for what it waited for.' : undefined
}

function quoted(text: string): string {
  return `\`${text.replaceAll('`', '').slice(0, 60)}\``
}

/** Log-odds, in nats, that the model gives to "both do the same"; the answers are asked for in both orders. */
export async function sameBehaviourOdds(
  source: SourceText,
  before: string,
  after: string,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<number> {
  const text = `# First version\n${before.trimEnd()}\n\n# Second version\n${after.trimEnd()}\n`
  const question = 'Does the second version give the same results as the first version for every input?'
  const [odds = 0] = await askVerdicts({ source, text }, [question], engine, signal)
  return odds
}
