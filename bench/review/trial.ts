import { type CodeUnit, codeUnits } from '../../server/context/functions.ts'
import { languageIdOfPath } from '../../server/context/languages.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { SeededFault, SeededFile } from './seeded/seeded.ts'

/** One function to review: as it should be, or with one fault. */
export interface Trial {
  readonly name: string
  /** Functions are dealt out before anything is tuned, every other one to each half. */
  readonly half: 'tuning' | 'heldOut'
  readonly source: SourceText
  readonly unit: CodeUnit
  readonly clean: string
  readonly fault?: SeededFault
}

/** The trials of a file: each of its functions clean, and each of its faults. */
export async function trialsOf(file: SeededFile, firstFunction: number, parser: SyntaxParser): Promise<readonly Trial[]> {
  const clean = sourceOf(file.path, file.text)
  const names = (await unitsOf(clean, parser)).map((unit) => unit.name)
  const half = (name: string) => ((firstFunction + names.indexOf(name)) % 2 === 0 ? 'tuning' : 'heldOut')
  const trials: Trial[] = (await unitsOf(clean, parser)).map((unit) => ({
    name: `${file.path} ${unit.name}`,
    half: half(unit.name),
    source: clean,
    unit,
    clean: file.text,
  }))
  for (const fault of file.faults) {
    const source = sourceOf(file.path, faulty(file, fault))
    const at = firstDifference(file.text, source.text)
    const unit = (await unitsOf(source, parser)).find((each) => at >= each.startOffset && at < each.endOffset)
    if (unit === undefined) throw new Error(`${file.path}: the fault "${fault.wrong}" is in no function`)
    trials.push({ name: `${file.path} ${unit.name}`, half: half(unit.name), source, unit, clean: file.text, fault })
  }
  return trials
}

/** A real one-line bug with its fix, both cut to the function around them. */
export interface BugPair {
  readonly id: string
  readonly bug: string
  readonly fix: string
}

/** The mended function, which should raise no alarm, and the faulty one. */
export async function pairTrials({ id, bug, fix }: BugPair, index: number, parser: SyntaxParser): Promise<readonly Trial[]> {
  const half = index % 2 === 0 ? 'tuning' : 'heldOut'
  const trials: Trial[] = []
  for (const [text, fault] of [[fix], [bug, { kind: 'real', right: fix, wrong: bug }]] as const) {
    const source = sourceOf(`${id}.js`, inClass(text))
    const [unit] = await unitsOf(source, parser)
    if (unit === undefined) continue
    trials.push({ name: id, half, source, unit, clean: inClass(fix), ...(fault && { fault }) })
  }
  return trials
}

/** Methods are cut out of the object that they stand in. */
function inClass(text: string): string {
  return /^\s*(async\s+)?[\w$]+\s*\(.*\{/.test(text) && !/^\s*function/.test(text) ? `class Part {\n${text}\n}\n` : `${text}\n`
}

function sourceOf(path: string, text: string): SourceText {
  return new SourceText(path, languageIdOfPath(path), text)
}

function faulty({ path, text }: SeededFile, { right, wrong }: SeededFault): string {
  if (text.split(right).length !== 2) throw new Error(`${path}: "${right}" does not stand in it exactly once`)
  return text.replace(right, () => wrong)
}

function firstDifference(a: string, b: string): number {
  let offset = 0
  while (offset < a.length && a[offset] === b[offset]) offset += 1
  return offset
}

async function unitsOf(source: SourceText, parser: SyntaxParser): Promise<readonly CodeUnit[]> {
  const tree = await parser.parse(source)
  try {
    return codeUnits(source, tree).filter((unit) => unit.kind === 'function')
  } finally {
    tree?.dispose()
  }
}
