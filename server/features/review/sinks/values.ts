import type { Node } from '@vscode/tree-sitter-wasm'
import type { SourceKind } from './sink.ts'

/** Something in a value that the program does not decide itself. */
export interface Origin {
  readonly kind: SourceKind
  /** As it is written: `req.query.name`. */
  readonly name: string
  readonly node: Node
  /** What it went through on its way, by qualified names; of a replacement with its pattern. */
  readonly via: readonly string[]
  /** The variables that held it on its way. */
  readonly aliases: readonly string[]
}

/** What the tree tells of an expression's value. */
export interface Value {
  readonly origins: readonly Origin[]
  /** The constant pieces of its text, with a mark for each piece that is not constant. */
  readonly text: string
  /** Made of several pieces. */
  readonly composed: boolean
}

/** Begins the entry of `Origin.via` that tells under which condition a value was chosen. */
export const checked = 'if '

/** Stands in `Value.text` for a piece with an origin. */
export const foreign = '\u0000'
/** Stands in `Value.text` for a piece that is not constant, but has no origin that counts. */
export const opaque = '\u0001'

export const constant = (text: string): Value => ({ origins: [], text, composed: false })
/** A number, a truth value, a comparison: nothing that could carry text. */
export const plain: Value = constant(opaque)

export function originating(origin: Origin): Value {
  return {
    origins: [origin],
    text: origin.kind === 'unknown' || origin.kind === 'environment' ? opaque : foreign,
    composed: false,
  }
}

/** Pieces one after the other. */
export function joined(values: readonly Value[], between = ''): Value {
  return {
    origins: values.flatMap(({ origins }) => origins),
    text: values.map(({ text }) => text).join(between),
    composed: values.length > 1 || values.some(({ composed }) => composed),
  }
}

/** One of several: whichever of them is the worst counts. */
export function either(values: readonly Value[]): Value {
  const worst = values.find(({ text }) => text.includes(foreign)) ?? values[0] ?? plain
  return {
    origins: values.flatMap(({ origins }) => origins),
    text: worst.text,
    composed: values.some(({ composed, origins }) => composed && origins.length > 0),
  }
}

export function passedThrough(value: Value, name: string): Value {
  return { ...value, origins: value.origins.map((origin) => ({ ...origin, via: [...origin.via, name] })) }
}

export function heldBy(value: Value, name: string): Value {
  return { ...value, origins: value.origins.map((origin) => ({ ...origin, aliases: [...origin.aliases, name] })) }
}
