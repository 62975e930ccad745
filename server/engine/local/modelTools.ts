import type { LlamaModel, Token } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { ToolForm, ToolsPrompt } from '../tools.ts'
import { readToolTemplate } from './toolTemplate.ts'

/** How a model is told of tools and asks for them, by its own chat template. */
export interface ModelTools {
  readonly form: ToolForm
  /** The tokens of a conversation up to where its answer begins. Rejects with conversationRefused. */
  tokens(prompt: ToolsPrompt): readonly Token[]
}

type Tokens = Pick<LlamaModel, 'tokenize' | 'detokenize' | 'isSpecialToken' | 'iterateAllTokens' | 'tokens' | 'fileInfo'>

/** Undefined where the model's file has no template with tools, or one that writes calls with control tokens, which are no text. */
export function modelTools(model: Tokens): ModelTools | undefined {
  const source = model.fileInfo.metadata.tokenizer.chat_template
  if (source === undefined) return undefined
  const { bosString, eosString, shouldPrependBosToken, bos } = model.tokens
  const template = readToolTemplate(source, { bos: bosString ?? '', eos: eosString ?? '' })
  if (template === undefined) return undefined
  const { form, render } = template
  if (Object.values(form).some((text) => model.tokenize(text, true).some((token) => model.isSpecialToken(token))))
    return undefined
  const plain = spelledOut(controlSpellings(model))
  return {
    form,
    tokens: ({ messages, tools }) => {
      const parts = rendered(() => render(messages, tools, plain)).split(breakMark)
      const tokens = parts.flatMap((part, index) => model.tokenize(part, true, index === 0 ? undefined : 'trimLeadingSpace'))
      return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens
    },
  }
}

function rendered(render: () => string): string {
  try {
    return render()
  } catch (error) {
    throw LatentError.of('conversationRefused', error instanceof Error ? error.message : String(error))
  }
}

/** A code point that Unicode keeps for a program's own use: where it stands, the text is tokenised in two parts. */
const breakMark = '\uFDD0'

/** What the control tokens of a vocabulary read like. */
function controlSpellings(model: Tokens): readonly string[] {
  const control = [...model.iterateAllTokens()].filter((token) => model.isSpecialToken(token))
  return control.map((token) => model.detokenize([token], true)).filter((text) => text !== '')
}

/**
 * Breaks what reads like a control token in all texts of a value. A template mixes them with its own markers, and what a message, a tool or a result says
 * must not end its part or begin another.
 */
export function spelledOut(spellings: readonly string[]): <Value>(value: Value) => Value {
  const escaped = [...spellings]
    .sort((one, other) => other.length - one.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const pattern = new RegExp(escaped.join('|') || '(?!)', 'g')
  const broken = (text: string) =>
    text
      .replaceAll(breakMark, '\uFFFD')
      .replace(pattern, (found) => [...found].map((character) => character + breakMark).join(''))
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return broken(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [broken(key), walk(each)]))
  }
  return <Value>(value: Value) => walk(value) as Value
}
