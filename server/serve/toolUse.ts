import { randomUUID } from 'node:crypto'
import type { EngineInfo, GenerateRequest } from '../engine/engine.ts'
import type { ToolDefinition, ToolForm } from '../engine/tools.ts'
import { badParameter } from './apiError.ts'
import { type AnswerPart, CallReader } from './callReader.ts'
import { callsOf } from './calls.ts'
import type { ChatAsk } from './chatShapes.ts'
import { usesTools } from './conversation.ts'
import { type CalledTool, callGrammar, freeAnswerGrammar } from './formatGrammars.ts'

/** Gives the parts of an answer that came with a text; `undefined` is its end. */
export type PartReader = (text: string | undefined) => readonly AnswerPart[]

/** How a request has a model ask for tools. */
export interface ToolUse {
  /** What the model is told of. */
  readonly told: readonly ToolDefinition[]
  /** Holds the answer to what it may be; undefined where nothing does. */
  readonly format: GenerateRequest['format']
  /** Whether it is calls and nothing else. */
  readonly isCalls: boolean
  /** For one answer: gives its parts, text by text; `undefined` ends it. Absent where it can have no calls. */
  readonly reader?: () => PartReader
}

/** Bytes of the tools as JSON, all together. */
const largestTools = 256 * 1024

/** What a request says of tools; undefined where there is nothing to do with them. Throws a bad parameter, also where the model cannot. */
export function toolUseOf(body: ChatAsk, { toolForm: form }: Pick<EngineInfo, 'toolForm'>, model: string): ToolUse | undefined {
  const { names, must } = choiceOf(body)
  const tools = (body.tools ?? []).map(({ function: { name, description, parameters } }) => ({
    name,
    ...(description === undefined || description === null ? {} : { description }),
    ...(parameters === undefined || parameters === null ? {} : { parameters }),
  }))
  refuseBadTools(tools, names)
  if (tools.length === 0 && !usesTools(body.messages)) return undefined
  if (form === undefined) throw cannot(model, tools.length > 0 ? 'tools' : 'messages')
  if (names.length === 0) return { told: [], format: undefined, isCalls: false }
  refuseBeside(body)
  const several = body.parallel_tool_calls !== false && names.length > 0 && !isNamed(body)
  const strict = new Set((body.tools ?? []).flatMap(({ function: { name, strict } }) => (strict === true ? [name] : [])))
  const chosen = tools.filter(({ name }) => names.includes(name)).map((tool) => ({ ...tool, isHeld: strict.has(tool.name) }))
  const isCall = callsOf(chosen)
  return {
    told: tools,
    format: formatOf(chosen, form, several, must),
    isCalls: must,
    reader: () => partsBy(new CallReader(form, isCall), several),
  }
}

/** OpenAI's servers keep to the schemas of strict tools, and only tell those of others to the model. */
function formatOf(chosen: readonly CalledTool[], form: ToolForm, several: boolean, must: boolean): GenerateRequest['format'] {
  if (must) return { kind: 'gbnf', grammar: callGrammar(chosen, form, several) }
  if (!chosen.some(({ isHeld }) => isHeld)) return undefined
  return { kind: 'gbnf', grammar: freeAnswerGrammar(chosen, form, several) }
}

/** A name for a call, by which its result is told later. */
export function callId(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

/** Which tools may be asked for, and whether one must. */
function choiceOf({ tools, tool_choice: choice }: ChatAsk): { readonly names: readonly string[]; readonly must: boolean } {
  const all = (tools ?? []).map(({ function: { name } }) => name)
  if (choice === 'none') return { names: [], must: false }
  if (choice === undefined || choice === null || choice === 'auto') return { names: all, must: false }
  if (all.length === 0) throw badParameter('tool_choice', 'There are no `tools` to choose from.')
  if (choice === 'required') return { names: all, must: true }
  if (choice.type === 'function') return { names: [choice.function.name], must: true }
  const { mode, tools: allowed } = choice.allowed_tools
  return { names: allowed.map(({ function: { name } }) => name), must: mode === 'required' }
}

function isNamed({ tool_choice: choice }: ChatAsk): boolean {
  return typeof choice === 'object' && choice?.type === 'function'
}

function refuseBadTools(tools: readonly ToolDefinition[], chosen: readonly string[]): void {
  const names = tools.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw badParameter('tools', `There are two tools "${twice}".`)
  const unknown = chosen.find((name) => !names.includes(name))
  if (unknown !== undefined) throw badParameter('tool_choice', `There is no tool "${unknown}".`)
  for (const { name, parameters } of tools)
    if (parameters?.type !== undefined && parameters.type !== 'object')
      throw badParameter('tools', `The arguments of "${name}" have to be an object.`, 'invalid_json_schema')
  if (Buffer.byteLength(JSON.stringify(tools)) > largestTools)
    throw badParameter('tools', `The tools are larger than ${largestTools / 1024} KiB together.`)
}

function refuseBeside({ response_format: format, logprobs }: ChatAsk): void {
  if (format !== undefined && format !== null && format.type !== 'text')
    throw badParameter('response_format', 'An answer that may call tools cannot be held to a format.', 'unsupported_parameter')
  if (logprobs === true)
    throw badParameter('logprobs', 'There are no log-probabilities of an answer that may call tools.', 'unsupported_parameter')
}

function cannot(model: string, param: string) {
  return badParameter(
    param,
    `"${model}" cannot call tools: its chat template has no form for them that this server reads. ` +
      'Leave them out, or serve a model that can, such as "starter": `capabilities.tools` of /v1/models tells.',
    'unsupported_parameter',
  )
}

function partsBy(reader: CallReader, several: boolean): PartReader {
  let isDone = false
  return (text) => {
    const parts = text === undefined ? reader.end() : reader.push(text)
    if (several) return parts
    // Where only one call was asked for, the answer ends with it.
    const shown = isDone ? [] : parts.slice(0, parts.findIndex(({ kind }) => kind === 'call') + 1 || parts.length)
    isDone ||= shown.at(-1)?.kind === 'call'
    return shown
  }
}
