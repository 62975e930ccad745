import { literal } from '../grammar/literal.ts'

/** What an answer has to be. */
export type Constraint =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'startsWith'; readonly text: string }
  | { readonly kind: 'schema'; readonly schema: object }
  /** Root rule `root`. */
  | { readonly kind: 'gbnf'; readonly grammar: string }

/**
 * How a server takes constraints: `gbnf` in the field `grammar` (llama.cpp), `structuredOutputs` in the field of that name (vLLM,
 * "Structured Outputs"). `none`: it takes none, or does not keep to them.
 */
export type ConstraintDialect = 'gbnf' | 'structuredOutputs' | 'none'

/** Fields of a request's body for a constraint. Empty for `none`. */
export function constraintFields(dialect: ConstraintDialect, constraint: Constraint): Readonly<Record<string, unknown>> {
  switch (dialect) {
    case 'gbnf':
      return constraint.kind === 'schema' ? { json_schema: constraint.schema } : { grammar: grammarOf(constraint) }
    case 'structuredOutputs':
      return { structured_outputs: structuredOutputs(constraint) }
    case 'none':
      return {}
  }
}

function grammarOf(constraint: Exclude<Constraint, { kind: 'schema' }>): string {
  switch (constraint.kind) {
    case 'literal':
      return `root ::= ${literal(constraint.text)}`
    case 'startsWith':
      return `root ::= ${literal(constraint.text)} [^\\x00]*`
    case 'gbnf':
      return constraint.grammar
  }
}

function structuredOutputs(constraint: Constraint): Readonly<Record<string, unknown>> {
  switch (constraint.kind) {
    case 'literal':
      return { regex: escaped(constraint.text) }
    case 'startsWith':
      return { regex: `${escaped(constraint.text)}[\\s\\S]*` }
    case 'schema':
      return { json: constraint.schema }
    case 'gbnf':
      return { grammar: constraint.grammar }
  }
}

/**
 * A GBNF grammar that allows these tokens alone (llama.cpp, grammars/README.md, "Tokens"). A grammar of the text would have the model spell it by whichever
 * tokens begin with the likeliest one, which are others than those that it reads the text as.
 */
export function tokenGrammar(tokens: readonly number[]): string {
  return `root ::= ${tokens.map((token) => `<[${token}]>`).join(' ')}`
}

function escaped(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
