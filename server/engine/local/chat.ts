import { type ChatHistoryItem, type LlamaGrammar, LlamaGrammarEvaluationState, type Token } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { ChatMessage, ChatRequest, TextDelta } from '../engine.ts'
import { Decoder } from './decoder.ts'
import type { LoadedModel } from './loadedModel.ts'
import { TokenText } from './tokenText.ts'
import type { Turn } from './turn.ts'

/** Answers a chat request in the model's own chat form, constrained by the grammar where one is given. */
export async function chat(
  loaded: LoadedModel,
  request: ChatRequest,
  { ticket, costs, client }: Turn,
  emit: (delta: TextDelta) => void,
): Promise<void> {
  const { model } = loaded
  const warm = loaded.sequences.of(request, client)
  const reuse = request.reuse ?? 'exact'
  const grammar = await grammarOf(loaded, request.format)
  const prompt = chatTokens(loaded, request.messages)
  await warm.prefill(prompt.slice(0, -1), reuse, ticket, costs)
  // The last token is evaluated each time, to tell what comes after it.
  costs.evaluated(1)

  const state = grammar === undefined ? {} : { grammar: new LlamaGrammarEvaluationState({ model, grammar }) }
  const decoder = new Decoder({ warm, ticket, costs, reuse, ...state }, prompt.slice(0, -1), prompt.at(-1) as Token)
  const tokenText = new TokenText(loaded.vocabulary.bytes)
  let reason: 'endOfText' | 'length' = 'length'
  try {
    for (let written = 0; written < request.maxTokens && !decoder.isFull; written += 1) {
      const token = await decoder.next()
      costs.generated(1)
      if (token === undefined || model.isSpecialToken(token)) {
        reason = 'endOfText'
        break
      }
      const text = tokenText.push(token)
      if (text !== '') emit({ kind: 'text', text })
    }
  } finally {
    await decoder.close()
  }
  emit({ kind: 'end', reason, figures: costs.figures() })
}

/** The tokens of a conversation in the model's own chat form, up to where its answer begins. */
export function chatTokens(loaded: LoadedModel, messages: readonly ChatMessage[]): readonly Token[] {
  const chatHistory = messages.map(
    ({ role, content }): ChatHistoryItem =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  const { contextText } = loaded.chatWrapper.generateContextState({
    chatHistory: [...chatHistory, { type: 'model', response: [] }],
  })
  return contextText.tokenize(loaded.model.tokenizer)
}

/** What the answer is held to; undefined: nothing. Rejects with grammarInvalid. */
export async function grammarOf(
  loaded: LoadedModel,
  format: ChatRequest['format'] | undefined,
): Promise<LlamaGrammar | undefined> {
  if (format === undefined) return undefined
  const { llama } = loaded.model
  try {
    return format.kind === 'gbnf'
      ? await llama.createGrammar({ grammar: format.grammar })
      : await llama.createGrammarForJsonSchema(format.schema as Parameters<typeof llama.createGrammarForJsonSchema>[0])
  } catch (error) {
    throw LatentError.of('grammarInvalid', error instanceof Error ? error.message : String(error))
  }
}
