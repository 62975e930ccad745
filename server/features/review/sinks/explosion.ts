let loaded: typeof import('scslre') | undefined

/** Loads the comparison of automata. It is a third of the program, so it waits for the first review. */
export async function loadExplosions(): Promise<void> {
  loaded ??= await import('scslre')
}

/** The comparison grows with the square of the expression. */
const longestExpression = 400

/** Expressions that were looked at, because the same file is reviewed again and again. */
const known = new Map<string, Explosion | undefined>()
const mostKnown = 2000

export interface Explosion {
  readonly kind: 'exponential' | 'polynomial'
  /** The repetition that can match the same text in several ways. */
  readonly part: string
}

/** What of an expression explodes; `undefined` where nothing does, where it is not JavaScript's, and before the comparison is loaded. */
export function explosionOf(pattern: string, flags: string): Explosion | undefined {
  if (loaded === undefined) return undefined
  // Nothing explodes without a repetition within or beside another one.
  if (pattern.length > longestExpression || (pattern.match(/[*+}]/g)?.length ?? 0) < 2) return undefined
  const key = `${flags}/${pattern}`
  if (known.has(key)) return known.get(key)
  const found = analysed(loaded, pattern, flags)
  if (known.size >= mostKnown) known.clear()
  known.set(key, found)
  return found
}

function analysed(comparison: typeof import('scslre'), pattern: string, flags: string): Explosion | undefined {
  try {
    const { reports } = comparison.analyse({ source: pattern, flags }, { reportTypes: { Move: false } })
    const worst = reports.find(({ exponential }) => exponential) ?? reports.find(({ type }) => type === 'Trade')
    if (worst === undefined) return undefined
    const part =
      worst.type === 'Trade'
        ? worst.startQuant.raw + worst.endQuant.raw
        : worst.type === 'Self'
          ? (worst.parentQuant ?? worst.quant).raw
          : worst.quant.raw
    return { kind: worst.exponential ? 'exponential' : 'polynomial', part }
  } catch {
    // Another dialect, or wrong as it is being typed: nothing can be said of it.
    return undefined
  }
}
