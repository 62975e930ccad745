import { expect, test } from 'vitest'
import { beginsInsideCharacter, endsInsideCharacter } from '../../../server/engine/local/utf8.ts'

const characters = ['a', 'é', '函', '👍']

test.each(characters)('%s cut anywhere but at its ends is not whole', (character) => {
  const bytes = Buffer.from(`x${character}`)
  for (let cut = 1; cut <= bytes.length; cut += 1) {
    const inside = cut > 1 && cut < bytes.length
    expect([cut, endsInsideCharacter(bytes.subarray(0, cut))]).toEqual([cut, inside])
    expect([cut, beginsInsideCharacter(bytes.subarray(cut))]).toEqual([cut, inside])
  }
})

test('nothing is whole', () => {
  expect(endsInsideCharacter(new Uint8Array())).toBe(false)
  expect(beginsInsideCharacter(new Uint8Array())).toBe(false)
})
