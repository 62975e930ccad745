import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { TouchedPlaces } from '../../../server/features/nextEdit/touchedPlaces.ts'

export const parser = await SyntaxParser.create()

/** Replaces the `nth` (default: the first) occurrence of a text. Edits of one version are made together. */
export interface Step {
  readonly from: string
  readonly to: string
  readonly nth?: number
  readonly version?: number
  readonly at?: number
  /** The user took an offer. */
  readonly offered?: boolean
}

/** A document after some edits: as far as nothing else is said a version and a second each. */
export function edited(text: string, steps: readonly Step[], languageId = 'typescript') {
  const touched = new TouchedPlaces(text)
  let cursor = 0
  steps.forEach(({ from, to, nth = 0, version, at, offered = false }, index) => {
    let start = -1
    for (let count = 0; count <= nth; count += 1) start = touched.text.indexOf(from, start + 1)
    if (start === -1) throw new Error(`${from} is not in ${touched.text}`)
    const end = start + from.length
    const after = touched.text.slice(0, start) + to + touched.text.slice(end)
    touched.edited({ start, end, text: to }, after, { version: version ?? index + 1, now: at ?? (index + 1) * 1000, offered })
    cursor = start + to.length
  })
  return { source: new SourceText('file', languageId, touched.text), places: touched.places, cursor }
}
