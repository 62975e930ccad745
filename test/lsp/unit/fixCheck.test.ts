import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { FixCheck } from '../../../server/lsp/fixCheck.ts'
import type { Fix } from '../../../server/protocol/finding.ts'
import { readMarks, readRange } from '../../marks.ts'
import { findingAt } from './finding.ts'

let check: FixCheck
const types = new TypeChecker()
const uri = 'file:///nowhere/a.ts'
beforeAll(async () => {
  const parser = await SyntaxParser.create()
  check = new FixCheck({ parser: async () => parser, types: () => types }, () => '/nowhere')
})

/** The fix that writes `newText` in the place of the marked range, as a review of this very text gave it. */
function fixIn(marked: string, newText: string, verified = true): { readonly source: SourceText; readonly fix: Fix } {
  const { text, start, end } = readRange(marked)
  const [fix] = findingAt(text, { start, end }, { fix: newText, verified }).fixes
  if (fix === undefined) throw new Error('no fix')
  return { source: new SourceText('/nowhere/a.ts', 'typescript', text), fix }
}

async function holds(marked: string, newText: string, { verified = true, asReviewed = false } = {}): Promise<boolean> {
  const { source, fix } = fixIn(marked, newText, verified)
  return check.holds(uri, source, { asReviewed }, fix)
}

describe('a verified fix in a text that changed since the review', () => {
  it('holds where it passes its checks again', async () => {
    expect(await holds('export const f = (a: number, b: number): number => [|a|]', 'b')).toBe(true)
  })

  it('is refused where it would now bring a type error', async () => {
    expect(await holds('export const f = (a: number, b: string): number => [|a|]', 'b')).toBe(false)
  })

  it('is refused where it no longer parses, or takes in what stands around it', async () => {
    expect(await holds('export const f = (a: number) => [|a|]', 'a +')).toBe(false)
    expect(await holds('export const f = (a: number) => { g(); [|a|]; h() }', 'a //')).toBe(false)
  })
})

it('a fix in the very text that was reviewed was checked there', async () => {
  expect(await holds('export const f = (a: number, b: string): number => [|a|]', 'b', { asReviewed: true })).toBe(true)
})

it('a fix that was never verified has to parse only', async () => {
  const unverified = { verified: false }
  expect(await holds('export const f = (a: number, b: string): number => [|a|]', 'b', unverified)).toBe(true)
  expect(await holds('export const f = (a: number) => [|a|]', 'a +', unverified)).toBe(false)
})

describe('fixes that are made together', () => {
  const together = async (marked: string, newTexts: readonly string[]) => {
    const { text, ranges } = readMarks(marked, { ranges: newTexts.length })
    const source = new SourceText('/nowhere/a.ts', 'typescript', text)
    const edits = ranges.map(({ start, end }, index) => {
      return { range: source.rangeBetween(start, end), newText: newTexts[index] ?? '' }
    })
    return check.holdTogether(uri, source, edits)
  }
  const twice = 'export function f(a: number | string) { const b = [|a|]; return [|b|] }'

  it('hold where they fit', async () => {
    expect(await together(twice, ['1', 'b + 1'])).toBe(true)
  })

  it('are refused where one brings a type error beside the other', async () => {
    expect(await together(twice, ['"x"', 'b.toFixed()'])).toBe(false)
    expect(await together(twice, ['1', 'b.toFixed()'])).toBe(true)
  })
})
