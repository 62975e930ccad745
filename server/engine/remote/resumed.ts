import type { TextDelta } from '../engine.ts'
import { isPassing } from './failure.ts'

/**
 * An answer whose server may end in the middle of it: then it is asked for once more, of another server where there is one, and what was told
 * already is not told again. Servers write the likeliest text, so that both answers begin alike; where they do not, because another server
 * rounds otherwise, it ends with the failure. Failures before the first text are left to whoever tries again there.
 */
export async function* resumed(answer: () => AsyncIterable<TextDelta>): AsyncIterable<TextDelta> {
  let told = ''
  try {
    for await (const delta of answer()) {
      if (delta.kind === 'text') told += delta.text
      yield delta
    }
  } catch (error) {
    if (told === '' || !isPassing(error)) throw error
    yield* beyond(told, answer(), error)
  }
}

async function* beyond(told: string, answer: AsyncIterable<TextDelta>, failure: unknown): AsyncIterable<TextDelta> {
  let known = told
  for await (const delta of answer) {
    if (known === '') {
      yield delta
      continue
    }
    if (delta.kind === 'end') throw failure
    const { text } = delta
    const length = Math.min(text.length, known.length)
    if (text.slice(0, length) !== known.slice(0, length)) throw failure
    known = known.slice(length)
    // How likely a part of a piece is nobody tells.
    if (text.length > length) yield { kind: 'text', text: text.slice(length) }
  }
}
