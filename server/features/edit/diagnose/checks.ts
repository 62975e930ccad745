import { countAdded } from '../../../context/addedErrors.ts'
import type { CompilerError } from '../../../context/compiler.ts'
import type { SourceText } from '../../../context/source.ts'
import { hiddenOffset } from '../../../protocol/hiddenText.ts'
import { FixChecker } from '../../review/fix.ts'
import { resultOf } from './candidates.ts'
import type { Candidate, DiagnoseAsk, DiagnoseDeps, Mended } from './problem.ts'
import { isSilencing } from './silencing.ts'

/** Texts that the compiler is asked about at once: few, so that a cancel is noticed. */
const batch = 4
/** Each check reads the whole file. Whoever waits for a quick fix does not wait longer. */
const mostCheckMs = 20_000
const mostChecks = 120
/** The most promising come first: once one mends the error, only so many others are tried against it. */
const mostChecksAfterwards = 40
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
  let end = Math.min(candidates.length, mostChecks)
  for (let first = 0; first < end; first += batch) {
    signal.throwIfAborted()
    if (deps.now() - started > mostCheckMs) break
    const some = candidates.slice(first, first + batch)
    const texts = some.map((each) => resultOf(source.text, each))
    const verdicts = await deps.compiler?.verdicts(source, error, texts)
    for (const [index, candidate] of some.entries()) {
      const verdict = verdicts?.[index]
      if (verdict?.isGone !== true || verdict.newErrors > 0 || !(await holds(syntax, source, candidate))) continue
      found.push({ ...unchecked({ source })(candidate), goneErrors: verdict.goneErrors })
      end = Math.min(end, first + mostChecksAfterwards)
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

/** A candidate of which only its text is known. */
export function unchecked({ source }: Pick<DiagnoseAsk, 'source'>): (candidate: Candidate) => Mended {
  return (candidate) => {
    const { newText, startOffset, endOffset } = candidate
    const written = source.text.slice(startOffset, endOffset)
    const before = source.text.slice(source.lineStart(source.positionAt(startOffset).line), startOffset)
    const after = source.text.slice(endOffset, source.lineStart(source.positionAt(endOffset).line + 1))
    return {
      ...candidate,
      goneErrors: 0,
      silences: isSilencing(written, newText, before, after),
      changedWords: changedWords(written, newText),
    }
  }
}

/** Whether an edit is one that a mistake asks for: what changes more words writes something else. The compiler's own may import a name. */
export function isSmall({ text }: SourceText, { startOffset, endOffset, newText, origin }: Candidate): boolean {
  return origin === 'compiler' || changedWords(text.slice(startOffset, endOffset), newText) <= mostWords
}

const mostWords = 3

function changedWords(written: string, newText: string): number {
  const [before, after] = [wordsOf(written), wordsOf(newText)]
  return Math.max(countAdded(before, after), countAdded(after, before))
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$]+/gu) ?? []
}

async function holds(checker: FixChecker, source: SourceText, { startOffset, endOffset, newText }: Candidate): Promise<boolean> {
  if (hiddenOffset(newText, source.text.slice(startOffset, endOffset)) !== undefined) return false
  return (await checker.check({ title: '', range: source.rangeBetween(startOffset, endOffset), newText })).verified
}
