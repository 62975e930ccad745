import type { HeadChange, Parameter } from './heads.ts'

/** An argument as it is written in a call. */
export interface Argument {
  /** Without its keyword. */
  readonly text: string
  readonly keyword?: string
  /** `...items`, `*items`, `**options`. */
  readonly isSpread: boolean
}

/** An argument for a function's new head; `asked` where nothing in the call says what it should be. */
export type NewArgument =
  | { readonly kind: 'written'; readonly text: string; readonly keyword?: string }
  | { readonly kind: 'asked'; readonly parameter: Parameter; readonly keyword?: string }

/**
 * The arguments with which a call of a function as it was declared calls it as it is declared now: each goes where the parameter of its name
 * went. `undefined` where that cannot be told by the names alone.
 */
export function newArguments(
  { before: { parameters: olds }, after: { parameters: news } }: HeadChange,
  written: readonly Argument[],
  languageId: string,
): readonly NewArgument[] | undefined {
  if (sameList(olds, news)) return written.some(({ isSpread }) => isSpread) ? undefined : written.map(asWritten)
  if ([...olds, ...news].some(({ isRest }) => isRest) || written.some(({ isSpread }) => isSpread)) return undefined
  const given = argumentsByParameter(olds, written)
  if (given === undefined) return undefined
  const isPython = languageId === 'python'
  const result: NewArgument[] = []
  let skipped: Parameter[] = []
  for (const [index, parameter] of news.entries()) {
    const argument =
      parameter.fields === undefined ? given.get(counterpart(parameter, index, olds, news) ?? '') : taken(parameter, given)
    if (argument === undefined && parameter.isOptional) {
      skipped.push(parameter)
      continue
    }
    if (argument === undefined && parameter.name === undefined) return undefined
    if (!isPython) result.push(...skipped.map(() => ({ kind: 'written', text: 'undefined' }) as const))
    const byKeyword = isPython && (argument?.keyword !== undefined || parameter.byKeyword || skipped.length > 0)
    const keyword = byKeyword && parameter.name !== undefined ? { keyword: parameter.name } : {}
    if (!isPython) skipped = []
    result.push(
      argument === undefined ? { kind: 'asked', parameter, ...keyword } : { kind: 'written', text: argument.text, ...keyword },
    )
  }
  // A positional argument cannot stand behind one with a keyword.
  const firstKeyword = result.findIndex(({ keyword }) => keyword !== undefined)
  return firstKeyword >= 0 && result.slice(firstKeyword).some(({ keyword }) => keyword === undefined) ? undefined : result
}

function asWritten({ text, keyword }: Argument): NewArgument {
  return { kind: 'written', text, ...(keyword === undefined ? {} : { keyword }) }
}

function sameList(olds: readonly Parameter[], news: readonly Parameter[]): boolean {
  return JSON.stringify(olds) === JSON.stringify(news)
}

/** What each of the old parameters, by its name, is called with; undefined where an argument belongs to none. */
function argumentsByParameter(
  olds: readonly Parameter[],
  written: readonly Argument[],
): ReadonlyMap<string, Argument> | undefined {
  const given = new Map<string, Argument>()
  for (const [index, argument] of written.entries()) {
    const name = argument.keyword ?? olds[index]?.name
    if (name === undefined || given.has(name) || !olds.some((old) => old.name === name)) return undefined
    given.set(name, argument)
  }
  return given
}

/** The old parameter of the same name, else the one at the same place whose name is gone. */
function counterpart(
  { name }: Parameter,
  index: number,
  olds: readonly Parameter[],
  news: readonly Parameter[],
): string | undefined {
  if (olds.some((old) => old.name === name)) return name
  const at = olds.length === news.length ? olds[index]?.name : undefined
  return at !== undefined && !news.some((each) => each.name === at) ? at : undefined
}

/** An object of the arguments whose names it takes. */
function taken({ fields = [] }: Parameter, given: ReadonlyMap<string, Argument>): Argument | undefined {
  const parts = fields.map((field) => ({ field, argument: given.get(field) }))
  if (parts.length === 0 || parts.some(({ argument }) => argument === undefined)) return undefined
  const texts = parts.map(({ field, argument }) => (argument?.text === field ? field : `${field}: ${argument?.text}`))
  return { text: `{ ${texts.join(', ')} }`, isSpread: false }
}
