import { Template } from '@huggingface/jinja'
import type { ToolDefinition, ToolForm, ToolMessage } from '../tools.ts'

/** What a chat template is filled with beside the conversation: the texts of the tokens that begin and end a text. */
export interface TemplateTexts {
  readonly bos: string
  readonly eos: string
}

/** A model's chat template that has a form for tools. */
export interface ToolTemplate {
  readonly form: ToolForm
  /**
   * The conversation up to where the answer begins. `plain` makes harmless what messages and tools say, once it is as the template gets it. Throws what the
   * template says against it.
   */
  render(messages: readonly ToolMessage[], tools: readonly ToolDefinition[], plain: <Value>(value: Value) => Value): string
}

/** How a template wants the arguments of earlier calls: as an object or as its JSON. */
type ArgumentsAs = 'object' | 'text'

const probeTool: ToolDefinition = { name: 'probe_tool', description: '', parameters: { type: 'object', properties: {} } }
const probeCall = { name: 'probe_tool', argumentsText: '{"probe_key": "probe_value"}' }
const writtenArguments = /\{\s*"probe_key"\s*:\s*"probe_value"\s*\}/
const question: ToolMessage = { role: 'user', content: 'probe question' }

/**
 * Reads a chat template (Jinja, as `tokenizer.chat_template` of a model file has it): how calls are written is found by having it write one. Undefined where
 * it does not tell the model of tools, writes calls in another form than name, then arguments as JSON, or is no template.
 */
export function readToolTemplate(source: string, texts: TemplateTexts): ToolTemplate | undefined {
  try {
    const template = new Template(source)
    const filled = (messages: readonly object[], tools: readonly object[], goesOn: boolean) =>
      template.render({
        messages,
        ...(tools.length === 0 ? {} : { tools }),
        add_generation_prompt: goesOn,
        bos_token: texts.bos,
        eos_token: texts.eos,
      })
    const probe = [toolOfInterface(probeTool)]
    if (!filled([question], probe, true).includes(probeTool.name)) return undefined
    for (const as of ['object', 'text'] as const) {
      const ofInterface = (messages: readonly ToolMessage[]) => messages.map((message) => messageOfInterface(message, as))
      const form = formOf((messages, goesOn) => filled(ofInterface(messages), probe, goesOn))
      if (form === undefined) continue
      return {
        form,
        render: (messages, tools, plain) => filled(plain(ofInterface(messages)), plain(tools.map(toolOfInterface)), true),
      }
    }
  } catch {
    // A template that refuses such a conversation has no form for it.
  }
  return undefined
}

function toolOfInterface(tool: ToolDefinition): object {
  return { type: 'function', function: tool }
}

/** A message as OpenAI's interface has it, which is what templates are written for. */
function messageOfInterface(message: ToolMessage, as: ArgumentsAs): object {
  if (message.role === 'tool') return { role: 'tool', content: message.content, tool_call_id: message.id, name: message.name }
  if (!('calls' in message)) return message
  const calls = message.calls.map(({ id, name, argumentsText }) => ({
    id,
    type: 'function',
    function: { name, arguments: as === 'object' ? JSON.parse(argumentsText) : argumentsText },
  }))
  return { role: 'assistant', content: message.content, tool_calls: calls }
}

type Filled = (messages: readonly ToolMessage[], goesOn: boolean) => string

function formOf(filled: Filled): ToolForm | undefined {
  const asked = filled([question], true)
  const answerOf = (message: ToolMessage) => {
    const text = filled([question, message], false)
    return text.startsWith(asked) ? text.slice(asked.length) : undefined
  }
  const said = answerOf({ role: 'assistant', content: 'probe answer' })?.split('probe answer')
  const one = parted(answerOf(calling('probe00001')))
  if (said?.length !== 2 || one === undefined) return undefined
  const [, end = ''] = said
  const { before, between, last } = one
  if (!last.endsWith(end) || before.trim() === '' || between.trim() === '') return undefined
  const single = { before: before.trimStart(), between, after: last.slice(0, last.length - end.length).trimEnd() }
  if (Object.values(single).some((part) => part.includes('probe'))) return undefined
  return { ...single, ...several(answerOf, single) }
}

/** How two calls stand beside each other: undefined where there is no form for that, or another one than for one call. */
function several(
  answerOf: (message: ToolMessage) => string | undefined,
  { before, between, after }: ToolForm,
): Pick<ToolForm, 'before' | 'separator'> | undefined {
  try {
    const text = answerOf(calling('probe00001', 'probe00002'))
    const first = parted(text)
    if (text === undefined || first === undefined) return undefined
    const second = parted(first.last)
    if (second === undefined || second.between !== between) return undefined
    // An answer may begin with more than each call does.
    const common = second.before.endsWith(before) ? before : commonEnd(first.before, second.before).trimStart()
    const middle = second.before.slice(0, second.before.length - common.length)
    if (common.trim() === '' || !middle.startsWith(after)) return undefined
    return { before: common, separator: middle.slice(after.length) }
  } catch {
    return undefined
  }
}

function calling(...ids: readonly string[]): ToolMessage {
  return { role: 'assistant', content: '', calls: ids.map((id) => ({ ...probeCall, id })) }
}

/** A text before, between and after the first name and the first arguments in it. */
function parted(text: string | undefined) {
  const name = text?.indexOf(probeTool.name) ?? -1
  if (text === undefined || name < 0) return undefined
  const rest = text.slice(name + probeTool.name.length)
  const found = writtenArguments.exec(rest)
  if (found === null) return undefined
  return { before: text.slice(0, name), between: rest.slice(0, found.index), last: rest.slice(found.index + found[0].length) }
}

function commonEnd(one: string, other: string): string {
  let length = 0
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1
  return length === 0 ? '' : one.slice(-length)
}
