import { describe, expect, test } from 'vitest'
import { defaultKey, hintText, isOnScreen, type NextEditOffer, offerOf, offerText, stillFits } from '../../client/nextEditText.ts'
import type { Translate } from '../../client/statusText.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))
const range = { start: { line: 41, character: 2 }, end: { line: 41, character: 7 } }
const offer: NextEditOffer = { uri: 'file:///a.ts', version: 3, range, newText: 'amount', label: 'amount', oldText: 'total' }
const message = { textDocument: { uri: offer.uri }, version: 3, edit: { range, newText: 'amount', label: 'amount' } }
const document = (version: number, text: string) => ({ version, textIn: () => text })
const lines = (start: number, end: number) => ({ start: { line: start, character: 0 }, end: { line: end, character: 80 } })

describe('A next edit', () => {
  test('remembers the text that it is for', () => {
    expect(offerOf(message, document(3, 'total'))).toEqual(offer)
  })

  test('is none for another version of the document, a document that is not open, or when it is taken back', () => {
    expect(offerOf(message, document(4, 'total'))).toBeUndefined()
    expect(offerOf(message, undefined)).toBeUndefined()
    expect(offerOf({ textDocument: message.textDocument, version: 3 }, document(3, 'total'))).toBeUndefined()
  })

  test('fits no more when the version or the text at its place is another', () => {
    expect(stillFits(offer, document(3, 'total'))).toBe(true)
    expect(stillFits(offer, document(4, 'total'))).toBe(false)
    expect(stillFits(offer, document(3, 'totals'))).toBe(false)
  })

  test('is on screen only as a whole', () => {
    expect(isOnScreen(offer, [lines(0, 20), lines(30, 60)])).toBe(true)
    expect(isOnScreen(offer, [lines(0, 40)])).toBe(false)
    expect(isOnScreen(offer, [{ start: { line: 41, character: 4 }, end: { line: 60, character: 0 } }])).toBe(false)
  })

  test('says what would come, or where it is, and the key', () => {
    expect(offerText(offer, 'Alt+M')).toBe('→ amount · Alt+M')
    expect(hintText(offer, undefined, english)).toBe('next edit at line 42')
  })

  test('names the key of the system that the keyboard is at, and none when that is another machine', () => {
    expect(defaultKey('darwin', undefined)).toBe('⌃⌥M')
    expect(defaultKey('linux', undefined)).toBe('Alt+M')
    expect(defaultKey('linux', 'ssh-remote')).toBeUndefined()
  })
})
