import { type Paint, plain, type Style } from '../../features/review/rendering/paint.ts'

/** SGR codes that turn a style on and off. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const satisfies Readonly<Record<Style, readonly [on: number, off: number]>>

const coloured: Paint = (style, text) => (text === '' ? '' : `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m`)

/**
 * Colours for one output: `--no-color` and a non-empty NO_COLOR (no-color.org) switch them off, FORCE_COLOR switches them on for
 * logs that show them, and else they are for terminals only.
 */
export function paintFor(output: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv, noColour: boolean): Paint {
  if (noColour || env.NO_COLOR) return plain
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return coloured
  return output.isTTY === true && env.TERM !== 'dumb' ? coloured : plain
}
