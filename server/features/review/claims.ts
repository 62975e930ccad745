import type { ChatRequest } from '../../engine/engine.ts'
import type { Passage } from './passage.ts'

/** The model said that this line of the unit is wrong. */
export interface Claim {
  readonly line: number
  readonly problem: string
}

const mostClaims = 3
const longestProblem = 100
/** Shorter lines, such as a closing brace, are no place for a bug; longer ones would make the grammar the largest part of the prompt. */
const shortestQuote = 4
const longestQuote = 160

const instructions = [
  'You find bugs in code: wrong operators, bounds, conditions, arguments, variables, missing await or return.',
  'Most code is correct, and the usual answer is an empty list.',
  'Never mention style, comments, names, types, or code that is not shown.',
].join(' ')

/** Asks for at most three lines with bugs. The code comes first and the question last, so that requests about the unit share their beginning. */
export function claimRequest(passage: Passage): ChatRequest | undefined {
  const grammar = claimGrammar(passage)
  if (grammar === undefined) return undefined
  const numbered = passage.lines.map((line, index) => `${index + 1}| ${line.replace(/[\r\n]+$/, '')}`).join('\n')
  return {
    lane: 'user',
    sequence: 'review',
    reuse: 'aligned',
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: `${numbered}\n\nList the lines that have a bug as JSON, or [] when there is none.` },
    ],
    maxTokens: mostClaims * (longestQuote + longestProblem),
    format: { kind: 'gbnf', grammar },
  }
}

/** Admits only lines that are there, each with its own text, so that nothing can be said of code that does not exist. */
export function claimGrammar(passage: Passage): string | undefined {
  const places = passage.lines.flatMap((line, index) => {
    const quote = line.trim()
    if (quote.length < shortestQuote || quote.length > longestQuote || !/\w/.test(quote)) return []
    return [`"{\\"line\\":${index + 1},\\"quote\\":" ${literal(JSON.stringify(quote))}`]
  })
  if (places.length === 0) return undefined
  const claim = `claim ::= place ",\\"problem\\":\\"" [^"\\\\\\x00-\\x1f]{1,${longestProblem}} "\\"}"`
  const list = `root ::= "[]" | "[" claim ("," claim){0,${mostClaims - 1}} "]"`
  return [list, claim, `place ::= ${places.join(' | ')}`].join('\n')
}

/** A GBNF terminal for exactly this text. */
function literal(text: string): string {
  const escaped = [...text].map((char) => {
    if (char === '"' || char === '\\') return `\\${char}`
    const code = char.codePointAt(0) ?? 0
    return code >= 32 && code < 127 ? char : `\\U${code.toString(16).padStart(8, '0')}`
  })
  return `"${escaped.join('')}"`
}

/** Claims of an answer, one a line at most. An answer that was cut off or is not what was asked for has none. */
export function parseClaims(answer: string, passage: Passage): readonly Claim[] {
  const claims = new Map<number, Claim>()
  for (const entry of listOf(answer)) {
    if (!isClaim(entry)) continue
    const line = entry.line - 1
    if (passage.lines[line]?.trim() !== entry.quote || claims.has(line)) continue
    claims.set(line, { line, problem: entry.problem.trim() })
  }
  return [...claims.values()].slice(0, mostClaims)
}

function listOf(answer: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(answer)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}

function isClaim(entry: unknown): entry is { readonly line: number; readonly quote: string; readonly problem: string } {
  if (typeof entry !== 'object' || entry === null) return false
  const { line, quote, problem } = entry as Record<string, unknown>
  return typeof line === 'number' && typeof quote === 'string' && typeof problem === 'string'
}
