import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { type Anchor, anchoredPrompt, keptAnchor, newAnchor } from '../../../server/features/completion/anchor.ts'
import { situationAt } from '../../../server/features/completion/situation.ts'
import { readCursor } from '../../marks.ts'

const budget = { prefix: 400, suffix: 200, files: 0 }
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `let line${from + n} = ${from + n}\n`).join('')

function promptFor(code: string, previous?: Anchor) {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  const situation = situationAt(source, source.positionAt(offset))
  const anchor = keptAnchor(previous, situation) ?? newAnchor(situation, budget)
  return { anchor, prompt: anchoredPrompt(anchor, situation) }
}

describe('a new anchor', () => {
  test('stands four lines above the cursor', () => {
    const { prompt } = promptFor(`${lines(0, 10)}retu[||]\n}\n`)
    expect(prompt).toMatchObject({ prefix: lines(0, 6), typed: `${lines(6, 10)}retu`, suffix: '\n}\n' })
  })
  test('keeps within the budget, whole lines at a time', () => {
    const { prompt } = promptFor(`${lines(0, 200)}x[||]\n${lines(200, 300)}`)
    expect(prompt.prefix.length).toBeLessThanOrEqual(budget.prefix)
    expect(prompt.prefix).toMatch(/^let line\d+ = \d+\n/)
    expect(prompt.suffix.length).toBeLessThanOrEqual(budget.suffix)
    expect(prompt.suffix).toMatch(/= \d+$/)
  })
  test('holds in one endless line', () => {
    const { prompt } = promptFor(`${'x'.repeat(200_000)}[||]${'y'.repeat(200_000)}`)
    expect(prompt.prefix.length + prompt.typed.length + prompt.suffix.length).toBeLessThan(2500)
  })
  test('in an empty file is empty', () => expect(promptFor('[||]').prompt).toMatchObject({ prefix: '', typed: '', suffix: '' }))
})

describe('an anchor that fits stays, so that a keystroke costs only what was typed', () => {
  const { anchor } = promptFor(`${lines(0, 10)}retu[||]\n}\n`)
  const kept = (code: string) => promptFor(code, anchor).anchor === anchor

  test('after a key', () => {
    const { prompt } = promptFor(`${lines(0, 10)}return[||]\n}\n`, anchor)
    expect(prompt).toEqual({ kind: 'fim', ...anchor, typed: `${lines(6, 10)}return` })
  })
  test('after Enter', () => expect(kept(`${lines(0, 10)}return 1\n  [||]\n}\n`)).toBe(true))
  test('after a deletion', () => expect(kept(`${lines(0, 10)}re[||]\n}\n`)).toBe(true))
  test('after a bracket that the editor closed by itself', () => expect(kept(`${lines(0, 10)}retu([||])\n}\n`)).toBe(true))
  test("after a bracket that the user closed over the editor's", () => expect(kept(`${lines(0, 10)}retu()[||]\n}\n`)).toBe(true))
  test('not when the text below changed', () => expect(kept(`${lines(0, 10)}retu[||]\nelse\n`)).toBe(false))
  test('not when the text above changed', () => expect(kept(`${lines(0, 5)}${lines(0, 5)}retu[||]\n}\n`)).toBe(false))
  test('not when the cursor went up past it', () => expect(kept(`${lines(0, 3)}[||]\n}\n`)).toBe(false))
  test('not when very much was typed', () => expect(kept(`${lines(0, 60)}retu[||]\n}\n`)).toBe(false))
})

test('a later anchor begins its prefix at the same line as one near it, so that the cached beginning is shared', () => {
  const first = promptFor(`${lines(0, 100)}[||]\n`).prompt.prefix
  const second = promptFor(`${lines(0, 103)}[||]\n`).prompt.prefix
  expect(second.startsWith(first)).toBe(true)
})
