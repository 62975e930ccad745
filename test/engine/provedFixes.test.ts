import { afterAll, beforeAll, expect, it } from 'vitest'
import { typescriptFiles } from '../../bench/review/seeded/typescript.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { reviewFile } from '../../server/features/review/review.ts'
import type { Finding } from '../../server/protocol/finding.ts'
import { addedErrors } from '../compilerErrors.ts'
import { never, newEngine, starterModel } from './engines.ts'

let engine: LocalEngine
beforeAll(async () => {
  engine = newEngine(await starterModel(), { contextSize: 4096 })
})
afterAll(() => engine.dispose())

/** Everything that a review finds, however unsure it is. */
async function findingsIn(source: SourceText): Promise<readonly Finding[]> {
  const deps = { engine, parser: await SyntaxParser.create(), typeChecker: new TypeChecker(), now: () => performance.now() }
  const found: Finding[] = []
  for await (const event of reviewFile({ source, precision: 0, dismissed: [] }, deps, never))
    if (event.kind === 'finding' || event.kind === 'heldBack') found.push(event.finding)
  return found
}

it('every fix of the model that is marked verified applies, and adds no error for the compiler', async () => {
  const [file] = typescriptFiles
  if (file === undefined) throw new Error('no file')
  // One fault in each of four functions.
  const faults = file.faults.filter((_, index) => [0, 2, 4, 7].includes(index))
  const text = faults.reduce((before, { right, wrong }) => before.replace(right, () => wrong), file.text)
  const source = new SourceText(`/nowhere/${file.path}`, 'typescript', text)
  const fixes = (await findingsIn(source)).flatMap((finding) => finding.fixes).filter(({ verified }) => verified)
  expect(fixes.length).toBeGreaterThan(0)
  const changes = fixes.map(({ edits }) => {
    const [edit] = edits
    if (edit === undefined) throw new Error('no edit')
    const [start, end] = [source.offsetAt(edit.range.start), source.offsetAt(edit.range.end)]
    return { before: text, after: text.slice(0, start) + edit.newText + text.slice(end) }
  })
  expect(addedErrors(changes, '.ts').flat()).toEqual([])
}, 400_000)
