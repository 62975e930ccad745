import { markerFamilies } from '../engine/markers.ts'

/** A place to fill between two texts. */
export interface Gap {
  readonly prefix: string
  readonly suffix: string
}

/**
 * The gap of a prompt in which the client wrote the control tokens of a family of models itself, as editors do that know raw completions alone. Any
 * family's will do, whichever the model's is. Undefined for every other text, also where a token stands in the code: nobody can tell then which is meant.
 */
export function markedGap(prompt: string): Gap | undefined {
  for (const { markers } of markerFamilies) {
    if (!prompt.startsWith(markers.prefix) || !prompt.endsWith(markers.middle)) continue
    const [prefix, suffix, another] = prompt.slice(markers.prefix.length, -markers.middle.length).split(markers.suffix)
    if (prefix !== undefined && suffix !== undefined && another === undefined) return { prefix, suffix }
  }
  return undefined
}
