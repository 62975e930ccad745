import { expect, it } from 'vitest'
import { KeptText } from '../../../server/lsp/keptText.ts'

/** The same sequence for the same seed: 0 up to, not including, `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

it('agrees with following each character by itself through 200 random edits', () => {
  for (let seed = 0; seed < 50; seed++) {
    const next = numbers(seed)
    const accepted = 'abcdefghijklmnopqrstuvwxyz'
    let document = [...`.....${accepted}.....`]
    const kept = new KeptText(5, accepted)
    for (let step = 0; step < 200; step++) {
      const start = next(document.length + 1)
      const end = Math.min(document.length, start + next(4))
      // Digits, which the accepted text has none of: what is written anew is never what was there.
      const text = String(next(1000)).slice(0, next(4))
      kept.edited({ start, end, text })
      document = [...document.slice(0, start), ...text, ...document.slice(end)]
      expect(kept.characters, `seed ${seed}, step ${step}`).toBe(document.filter((each) => accepted.includes(each)).length)
    }
  }
})
