import { jsonRules } from '../engine/grammar/jsonRules.ts'
import { literal } from '../engine/grammar/literal.ts'
import { schemaRules } from '../engine/grammar/schemaRules.ts'
import type { ToolDefinition, ToolForm } from '../engine/tools.ts'
import { badParameter } from './apiError.ts'
import { textRules } from './textRules.ts'

/** A tool, and whether the arguments of its calls are held to its schema; else they are any object. */
export interface CalledTool extends ToolDefinition {
  readonly isHeld: boolean
}

/** Calls that an answer may have, where there may be several: a model that repeats itself would go on for ever. */
const mostCalls = 16

/** A tool, and whether the arguments of its calls are held to its schema; they are any object else. */
export interface CalledTool extends ToolDefinition {
  readonly isHeld: boolean
}

/** What an answer of nothing but calls looks like, in GBNF: one, or where `several` some, of these tools, with arguments by their schemas. Throws a bad parameter. */
export function callGrammar(tools: readonly ToolDefinition[], form: ToolForm, several: boolean): string {
  const held = tools.map((tool) => ({ ...tool, isHeld: true }))
  return ['root ::= call more', ...callRules(held, form, several), jsonRules].join('\n')
}

/** What a free answer looks like, in GBNF: any text, which ends with calls where what they begin with comes up. Throws a bad parameter. */
export function freeAnswerGrammar(tools: readonly CalledTool[], form: ToolForm, several: boolean): string {
  const text = textRules(openingOf(form), 'begun more')
  return ['root ::= text-0', ...text, ...callRules(tools, form, several), jsonRules].join('\n')
}

/** What calls begin with, up to the first blank: the mark by which they are known in a text. */
export function openingOf({ before }: ToolForm): string {
  return /^\S+/.exec(before)?.[0] ?? before
}

/** The rules `call`, `begun`, which is a call behind its opening, and `more`, which are the calls after the first. */
function callRules(tools: readonly CalledTool[], form: ToolForm, several: boolean): readonly string[] {
  const { before, between, after, separator } = form
  const opening = openingOf(form)
  const written = tools.map((tool, index) => ({ name: tool.name, ...argumentRules(tool, index) }))
  const begun = written.map(({ name, value }) => {
    return `${literal(before.slice(opening.length) + name + between)} ${value} ${literal(after)}`
  })
  const more = several && separator !== undefined ? `( ${literal(separator)} call ){0,${mostCalls - 1}}` : '""'
  const calls = [`call ::= ${literal(opening)} begun`, `begun ::= ${begun.join(' | ')}`, `more ::= ${more}`]
  return [...calls, ...written.flatMap(({ rules }) => rules)]
}

function argumentRules({ name, parameters, isHeld }: CalledTool, index: number) {
  if (!isHeld) return { value: 'object', rules: [] }
  if (parameters === undefined) return { value: '"{}"', rules: [] }
  const written = schemaRules({ type: 'object', ...parameters }, `tool-${index}`)
  if (written.kind === 'unheld')
    throw badParameter(
      'tools',
      `The schema of "${name}" cannot be kept to: ${written.why}. With \`tool_choice\` "auto" and without \`strict\` it is only told to the model.`,
      'invalid_json_schema',
    )
  return written
}

/** What an answer by a JSON schema looks like, in GBNF. Throws a bad parameter. */
export function schemaGrammar(schema: unknown): string {
  const written = schemaRules(schema, 'part')
  if (written.kind === 'unheld')
    throw badParameter('response_format', `The schema cannot be kept to: ${written.why}.`, 'invalid_json_schema')
  return `root ::= ${written.value}\n${written.rules.join('\n')}\n${jsonRules}`
}
