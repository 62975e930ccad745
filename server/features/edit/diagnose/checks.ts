import type { CompilerError } from '../../../context/compiler.ts'
import type { SourceText } from '../../../context/source.ts'
import { FixChecker } from '../../review/fix.ts'
import { resultOf } from './candidates.ts'
import type { Candidate, DiagnoseAsk, DiagnoseDeps, Mended } from './problem.ts'
import { isSilencing } from './silencing.ts'

/** Texts that the compiler is asked about at once: few, so that a cancel is noticed. */
const batch = 4
/** Each check reads the whole file. Whoever waits for a quick fix does not wait longer. */
const mostCheckMs = 20_000
const mostChecks = 120
const mostSound = 4

/** The candidates with which the error is gone and no other one comes, in the order given. All leave every word outside of them as it was read. */
export async function mending(
  { source }: DiagnoseAsk,
  error: CompilerError,
  candidates: readonly Candidate[],
  deps: DiagnoseDeps,
  signal: AbortSignal,
): Promise<readonly Mended[]> {
  const syntax = new FixChecker(source, deps.parser, undefined)
  const found: Mended[] = []
  const started = deps.now()
  for (let first = 0; first < Math.min(candidates.length, mostChecks); first += batch) {
    signal.throwIfAborted()
    if (deps.now() - started > mostCheckMs) break
    const some = candidates.slice(first, first + batch)
    const texts = some.map((each) => resultOf(source.text, each))
    const verdicts = await deps.compiler?.verdicts(source, error, texts)
    for (const [index, candidate] of some.entries()) {
      const verdict = verdicts?.[index]
      if (verdict?.isGone !== true || verdict.newErrors > 0 || !(await holds(syntax, source, candidate))) continue
      found.push({ ...unchecked({ source })(candidate), goneErrors: verdict.goneErrors })
    }
  }
  signal.throwIfAborted()
  return found
}

/** Those of the candidates that parse, leave the rest as it was read and bring no type error; the first few that do. */
export async function sound(
  { source }: DiagnoseAsk,
  candidates: readonly Mended[],
  deps: DiagnoseDeps,
  signal: AbortSignal,
): Promise<readonly Mended[]> {
  const checker = new FixChecker(source, deps.parser, deps.compiler ?? deps.typeChecker)
  const found: Mended[] = []
  for (const candidate of candidates) {
    signal.throwIfAborted()
    if (found.length === mostSound) break
    if (await holds(checker, source, candidate)) found.push(candidate)
  }
  return found
}

/** A candidate that nothing is known of but whether it silences. */
export function unchecked({ source }: Pick<DiagnoseAsk, 'source'>): (candidate: Candidate) => Mended {
  return (candidate) => {
    const silences = isSilencing(source.text.slice(candidate.startOffset, candidate.endOffset), candidate.newText)
    return { ...candidate, goneErrors: 0, silences }
  }
}

async function holds(checker: FixChecker, source: SourceText, { startOffset, endOffset, newText }: Candidate): Promise<boolean> {
  return (await checker.check({ title: '', range: source.rangeBetween(startOffset, endOffset), newText })).verified
}
