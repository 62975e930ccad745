import type { Key } from './editor.ts'

const letters = 'etaoinshrdlucmfwypvbgkjqxz'

/**
 * The keys that type a text: Enter brings the next line's indentation, and some letters are first mistyped and taken back.
 * `typos` is the share of mistyped letters.
 */
export function keysFor(text: string, random: () => number, typos = 0.05): readonly Key[] {
  return [...text.matchAll(/\n[ \t]*|[\s\S]/gu)].flatMap(([typed]): readonly Key[] => {
    const key: Key = { kind: 'insert', text: typed }
    if (!/^[a-z]$/i.test(typed) || random() >= typos) return [key]
    const wrong = letters[Math.floor(random() * letters.length)] ?? 'e'
    return wrong === typed ? [key] : [{ kind: 'insert', text: wrong }, { kind: 'backspace' }, key]
  })
}
