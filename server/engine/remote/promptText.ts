import type { Prompt } from '../engine.ts'
import { fimParts } from '../fimLayout.ts'
import { type MarkerFamily, withoutMarkers } from '../markers.ts'

/** A prompt as text: what stays while the user types, and the typed text after it. */
export interface PromptText {
  readonly fixed: string
  readonly typed: string
}

/** The prompt in the form of a family of models; without one the prefix alone, as for a model without FIM markers. */
export function promptText(prompt: Prompt, family: MarkerFamily | undefined): PromptText {
  if (prompt.kind === 'text') return { fixed: '', typed: withoutMarkers(prompt.text) }
  if (family === undefined) return { fixed: '', typed: withoutMarkers(prompt.prefix + prompt.typed) }
  const { markers } = family
  const parts = fimParts(prompt, markers.repository !== undefined && markers.file !== undefined)
  const fixed = parts.map((part) => (part.kind === 'text' ? withoutMarkers(part.text) : (markers[part.marker] ?? ''))).join('')
  return { fixed, typed: withoutMarkers(prompt.typed) }
}
