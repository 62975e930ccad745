import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { findingId, Occurrences, placeOf } from '../../../server/features/review/fingerprint.ts'
import { applyEdits, type Edit } from '../../../server/lsp/edits.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import { findingAt } from './finding.ts'

const uri = 'file:///a.ts'

/** A stretch of whole lines. With a quote it is the line of a finding, which no edit touches. */
interface Piece {
  readonly text: string
  readonly finding?: { readonly key: string; readonly quote: string; readonly rule: string }
}

/** Few different lines, so that most files have several that are equal, in one function and in others. */
const faults = [
  { text: '  if (index <= list.length) return true\n', quote: '<=', rule: 'bug.off-by-one' },
  { text: '  if (index <= list.length || index <= 9) return\n', quote: '<=', rule: 'bug.off-by-one' },
  { text: '  total = width * width\n', quote: 'width', rule: 'bug.wrong-variable' },
  { text: '  save(order)\n', quote: 'save(order)', rule: 'bug.missing-await' },
]
const lines = ['  const a = 1\n', '  log(a)\n', '\n', '  // 😀 注\n', '  return a\n', '  }\r\n', '  while (a) {\n']

const body = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...lines).map((text): Piece => ({ text })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...faults).map(({ text, quote, rule }): Piece => ({ text, finding: { key: '', quote, rule } })),
    },
  ),
  { minLength: 1, maxLength: 8 },
)
const file = fc
  .array(body, { minLength: 1, maxLength: 5 })
  .map((bodies) =>
    bodies
      .flatMap((pieces, index): Piece[] => [{ text: `function f${index}(list, index) {\n` }, ...pieces, { text: '}\n\n' }])
      .map(
        ({ text, finding }, index): Piece =>
          finding === undefined ? { text } : { text, finding: { ...finding, key: `${index}` } },
      ),
  )

/** Where in the file's other pieces an edit begins, how much of one it takes away, and what it writes. */
const change = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  length: fc.nat({ max: 40 }),
  text: fc.oneof(
    fc.constantFrom(...lines),
    fc.constantFrom('x', ' ', 'function g() {\n', '\n\n\n', '<=', 'save(order)', 'index <= list.length'),
    fc.string({ maxLength: 12 }),
  ),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** An edit of one piece that is no finding's, and the pieces after it. */
function edited(
  pieces: readonly Piece[],
  { at, from, length, text }: Change,
): { readonly edit: Edit; readonly pieces: readonly Piece[] } {
  const free = pieces.flatMap((piece, index) => (piece.finding === undefined ? [index] : []))
  const index = free[at % free.length] ?? 0
  const piece = pieces[index]?.text ?? ''
  // The line end stays, or what stands on the next line would come onto this one.
  const most = Math.max(0, piece.length - 1)
  const start = most === 0 ? 0 : from % (most + 1)
  const end = Math.min(most, start + length)
  const before = pieces.slice(0, index).reduce((sum, each) => sum + each.text.length, 0)
  const after = piece.slice(0, start) + text + piece.slice(end)
  return {
    edit: { start: before + start, end: before + end, text },
    pieces: pieces.map((each, other) => (other === index ? { text: after } : each)),
  }
}

/** What a review that finds every fault would give, in the order of the text, each with the key of its piece. */
function foundIn(pieces: readonly Piece[]): readonly { readonly key: string; readonly finding: Finding }[] {
  const text = textOf(pieces)
  const source = new SourceText('a.ts', 'typescript', text)
  const occurrences = new Occurrences()
  let offset = 0
  return pieces.flatMap(({ text: line, finding: fault }) => {
    const start = offset + line.indexOf(fault?.quote ?? '')
    offset += line.length
    if (fault === undefined) return []
    const range = { start, end: start + fault.quote.length }
    const symbol = [...text.slice(0, start).matchAll(/function (\w+)/g)].at(-1)?.[1]
    const place = placeOf(source, source.rangeBetween(range.start, range.end), fault.rule, symbol)
    const fingerprint = occurrences.number(place)
    const finding = { ...findingAt(text, range, { ruleId: fault.rule }), fingerprint, id: findingId(fingerprint) }
    return [{ key: fault.key, finding }]
  })
}

function review(findings: Findings, pieces: readonly Piece[], known: Parameters<Findings['begin']>[3] = []): Map<string, string> {
  const session = findings.begin(uri, new SourceText('a.ts', 'typescript', textOf(pieces)), undefined, known)
  const ids = foundIn(pieces).map(({ key, finding }) => [key, session.add(finding).id] as const)
  session.end([])
  return new Map(ids)
}

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')

describe('over 1,000 random edits elsewhere in the file', () => {
  it('every finding keeps its place, and a new review gives it the id that it had', () => {
    fc.assert(
      fc.property(file, fc.array(change, { minLength: 1, maxLength: 6 }), (before, changes) => {
        const findings = new Findings()
        const ids = review(findings, before)
        let now: readonly Piece[] = before
        for (const each of changes) {
          const { edit, pieces } = edited(now, each)
          expect(applyEdits(textOf(now), [edit])).toBe(textOf(pieces))
          findings.edited(uri, edit, textOf(pieces))
          now = pieces
        }
        const live = findings.of(uri).map(({ finding }) => finding)
        expect(live.map(({ state, quote, range }) => ({ state, quote, range }))).toEqual(
          foundIn(now).map(({ finding: { state, quote, range } }) => ({ state, quote, range })),
        )
        expect(review(findings, now)).toEqual(ids)
      }),
      { numRuns: 1000 },
    )
  })

  it('the next session knows every finding again, though it saw none of the edits', () => {
    fc.assert(
      fc.property(file, fc.array(change, { minLength: 1, maxLength: 6 }), (before, changes) => {
        const findings = new Findings()
        const ids = review(findings, before)
        // Functions keep their names: with equal lines in two that are both renamed nothing tells which is which.
        const now = changes.reduce<readonly Piece[]>((pieces, each) => {
          const next = edited(pieces, each).pieces
          return headersOf(next) === headersOf(pieces) ? next : pieces
        }, before)
        expect(review(new Findings(), now, findings.known(uri))).toEqual(ids)
      }),
      { numRuns: 1000 },
    )
  })

  it('functions that are moved take their findings along', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(), (before, from, to) => {
        const findings = new Findings()
        const ids = review(findings, before)
        const functions = functionsOf(before)
        const moved = functions[from % functions.length] ?? []
        const rest = functions.filter((each) => each !== moved)
        const at = to % (rest.length + 1)
        const without = rest.flat()
        const now = [...rest.slice(0, at), moved, ...rest.slice(at)].flat()
        const cutAt = textOf(before).indexOf(textOf(moved))
        findings.edited(uri, { start: cutAt, end: cutAt + textOf(moved).length, text: '' }, textOf(without))
        const pasteAt = textOf(rest.slice(0, at).flat()).length
        findings.edited(uri, { start: pasteAt, end: pasteAt, text: textOf(moved) }, textOf(now))
        expect(review(findings, now)).toEqual(ids)
      }),
      { numRuns: 1000 },
    )
  })
})

function headersOf(pieces: readonly Piece[]): string {
  return pieces.flatMap(({ text }) => [...text.matchAll(/function \w+/g)].map(([name]) => name)).join()
}

function functionsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const functions: Piece[][] = []
  for (const piece of pieces) {
    if (piece.text.startsWith('function')) functions.push([])
    functions.at(-1)?.push(piece)
  }
  return functions
}
