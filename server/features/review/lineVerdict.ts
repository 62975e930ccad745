import type { ScoringEngine } from './likelihood.ts'
import type { MendedLine } from './mendedLine.ts'
import type { Passage } from './passage.ts'
import { askVerdicts } from './verdict.ts'

/** Log-odds, in nats, that the model says yes to "this line has a bug"; it is asked in both orders of the answers. */
export async function lineVerdict(
  passage: Passage,
  { written }: MendedLine,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<number> {
  return await asked(passage, passage.text, written, engine, signal)
}

/** The same for the mended line in the mended unit: what the model still doubts there is no fault that the mend takes away. */
export async function mendedLineVerdict(
  passage: Passage,
  { line, mended }: MendedLine,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<number> {
  return await asked(passage, passage.lines.with(line, mended).join(''), mended, engine, signal)
}

async function asked(
  { source }: Passage,
  text: string,
  line: string,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<number> {
  const question = `Is there a bug in the line \`${line.trim()}\`?`
  const [odds = 0] = await askVerdicts({ source, text }, [question], engine, signal)
  return odds
}
