import { beforeAll, describe, expect, it, vi } from 'vitest'
import { javascriptFiles } from '../../../bench/review/seeded/javascript.ts'
import { otherFiles } from '../../../bench/review/seeded/others.ts'
import { pythonFiles } from '../../../bench/review/seeded/python.ts'
import { typescriptFiles } from '../../../bench/review/seeded/typescript.ts'
import { codeUnits } from '../../../server/context/functions.ts'
import { languageIdOfPath } from '../../../server/context/languages.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { countSyntaxErrors } from '../../../server/context/syntaxErrors.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { declaredFields } from '../../../server/features/review/alternatives/fields.ts'
import { findAlternatives } from '../../../server/features/review/alternatives/find.ts'
import { exactHash } from '../../../server/features/review/fingerprint.ts'
import { FixChecker } from '../../../server/features/review/fix.ts'
import type { Fix } from '../../../server/protocol/finding.ts'
import { addedErrors } from '../../compilerErrors.ts'

/** A fix that was checked, the text it was made for, and that text with the fix applied. */
interface Proof {
  readonly source: SourceText
  readonly fix: Fix
  readonly applied: string
  /** It gives back the text from before the fault. */
  readonly isMend: boolean
}

const seeded = [...typescriptFiles, ...javascriptFiles, ...pythonFiles, ...otherFiles]
/** A check of types takes some milliseconds: of each fault these many edits of its line, the mend among them. */
const mostEdits = 3

// Compiling some hundred texts takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let parser: SyntaxParser
const proofs: Proof[] = []
let faults = 0

beforeAll(async () => {
  parser = await SyntaxParser.create()
  const types = new TypeChecker()
  for (const { path, text, faults: seededFaults } of seeded) {
    for (const { right, wrong } of seededFaults) {
      faults += 1
      const faulty = text.replace(right, () => wrong)
      proofs.push(...(await proofsOf(new SourceText(`/nowhere/${path}`, languageIdOfPath(path), faulty), text, types)))
    }
  }
}, 240_000)

/** Checks edits of the faulty line as a review would, with every score in favour of them. */
async function proofsOf(source: SourceText, correct: string, types: TypeChecker): Promise<readonly Proof[]> {
  const checker = new FixChecker(source, parser, types)
  const checked: Proof[] = []
  for (const { range, newText } of await editsOf(source, correct)) {
    const fix = await checker.check({ title: 'Fix', range, newText, likelier: true })
    const applied = apply(source, fix)
    checked.push({ source, fix, applied, isMend: applied === correct })
  }
  return checked
}

async function editsOf(source: SourceText, correct: string) {
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error(`no grammar for ${source.path}`)
  try {
    const faultyLine = source.positionAt(firstDifference(source.text, correct)).line
    const edits = codeUnits(source, tree)
      .flatMap((unit) => findAlternatives(source, tree, unit, declaredFields(tree)))
      .map(({ startOffset, endOffset, newText }) => ({ range: source.rangeBetween(startOffset, endOffset), newText }))
      .filter(({ range }) => range.start.line === faultyLine)
    const isMend = (edit: (typeof edits)[number]) => apply(source, { edits: [edit] }) === correct
    return edits.toSorted((a, b) => Number(isMend(b)) - Number(isMend(a))).slice(0, mostEdits)
  } finally {
    tree.dispose()
  }
}

/** As any other program would, from the ranges alone. */
function apply({ text }: SourceText, { edits }: Pick<Fix, 'edits'>): string {
  const lines = text.split('\n')
  const offsetOf = ({ line, character }: { readonly line: number; readonly character: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character
  const [edit] = edits
  if (edit === undefined || edits.length > 1) throw new Error('not one edit')
  return text.slice(0, offsetOf(edit.range.start)) + edit.newText + text.slice(offsetOf(edit.range.end))
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}

async function syntaxErrors({ path, languageId }: SourceText, text: string): Promise<number> {
  const tree = await parser.parse(new SourceText(path, languageId, text))
  if (tree === undefined) throw new Error(`no grammar for ${path}`)
  try {
    return countSyntaxErrors(tree)
  } finally {
    tree.dispose()
  }
}

/** Errors that fixes add, as the compiler sees it. */
function addedBy(checked: readonly Proof[], extension: '.ts' | '.js'): readonly (readonly string[])[] {
  return addedErrors(
    checked.map(({ source, applied }) => ({ before: source.text, after: applied })),
    extension,
  )
}

const verified = () => proofs.filter(({ fix }) => fix.verified)
const written = (checked: readonly Proof[], extension: string) => checked.filter(({ source }) => source.path.endsWith(extension))

describe('every fix that is marked verified', () => {
  it('is one of many, in all languages', () => {
    expect(verified().length).toBeGreaterThanOrEqual(100)
    for (const extension of ['.ts', '.js', '.py', '.go', '.java'])
      expect(written(verified(), extension).length, extension).toBeGreaterThanOrEqual(10)
  })

  it('was made for exactly the text that it is applied to', () => {
    for (const { source, fix } of verified()) expect(fix.baseHash).toBe(exactHash(source.text))
  })

  it('parses', async () => {
    for (const { source, applied } of verified())
      expect(await syntaxErrors(source, applied), applied).toBeLessThanOrEqual(await syntaxErrors(source, source.text))
  })

  it.each(['.ts', '.js'] as const)('adds no type error (%s)', (extension) => {
    const added = addedBy(written(verified(), extension), extension)
    expect(added.filter((errors) => errors.length > 0)).toEqual([])
  })
})

describe('a fix that is not marked verified for its types', () => {
  it.each(['.ts', '.js'] as const)('does add an error (%s)', (extension) => {
    const refused = written(proofs, extension).filter(({ fix }) => (fix.checks.newTypeErrors ?? 0) > 0)
    expect(refused.length).toBeGreaterThan(0)
    expect(addedBy(refused, extension).filter((errors) => errors.length === 0)).toEqual([])
  })
})

describe('the mend of a seeded fault', () => {
  it('is among the edits for most faults, and verified', () => {
    const mends = proofs.filter(({ isMend }) => isMend)
    expect(mends.length / faults).toBeGreaterThanOrEqual(0.8)
    expect(mends.filter(({ fix }) => !fix.verified).map(({ fix }) => fix.edits[0]?.newText)).toEqual([])
  })
})
