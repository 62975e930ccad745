import { jsonRules } from '../engine/grammar/jsonRules.ts'
import { literal } from '../engine/grammar/literal.ts'
import { schemaRules } from '../engine/grammar/schemaRules.ts'
import type { ToolDefinition, ToolForm } from '../engine/tools.ts'
import { badParameter } from './apiError.ts'

/** Calls that an answer may have, where there may be several: a model that repeats itself would go on for ever. */
const mostCalls = 16

/** What an answer of nothing but calls looks like, in GBNF: one, or where `several` some, of these tools, with arguments by their schemas. Throws a bad parameter. */
export function callGrammar(
  tools: readonly ToolDefinition[],
  { before, between, after, separator }: ToolForm,
  several: boolean,
): string {
  const held = tools.map(({ name, parameters }, index) => ({ name, ...argumentRules(name, parameters, index) }))
  const calls = held.map(({ name, value }) => `${literal(before + name + between)} ${value} ${literal(after)}`)
  const more = several && separator !== undefined ? ` ( ${literal(separator)} call ){0,${mostCalls - 1}}` : ''
  const rules = [`root ::= call${more}`, `call ::= ${calls.join(' | ')}`, ...held.flatMap(({ rules: own }) => own)]
  return `${rules.join('\n')}\n${jsonRules}`
}

function argumentRules(name: string, parameters: ToolDefinition['parameters'], index: number) {
  if (parameters === undefined) return { value: '"{}"', rules: [] }
  const written = schemaRules({ type: 'object', ...parameters }, `tool-${index}`)
  if (written.kind === 'unheld')
    throw badParameter(
      'tools',
      `The schema of "${name}" cannot be kept to: ${written.why}. With \`tool_choice\` "auto" it is only told to the model.`,
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
