import type { LlamaModel, Token } from 'node-llama-cpp'
import type { Prompt } from '../engine.ts'
import { type FimMarker, fimParts } from '../fimLayout.ts'

/** A prompt in tokens: what stays while the user types, and the typed text that is evaluated after it. */
export interface PromptTokens {
  readonly fixed: readonly Token[]
  readonly typed: readonly Token[]
}

/**
 * The prompt in the model's own form (`fimLayout.ts`), the beginning-of-text token first where the model wants one. A model without FIM
 * markers sees the prefix alone.
 */
export function promptTokens(model: LlamaModel, prompt: Prompt): PromptTokens {
  const beginning = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : []
  if (prompt.kind === 'text') return anchored(model, beginning, prompt.text)
  const { prefix, suffix, middle } = model.tokens.infill
  if (prefix === null || suffix === null || middle === null) return anchored(model, beginning, prompt.prefix + prompt.typed)
  const repository = controlToken(model, '<|repo_name|>')
  const file = controlToken(model, '<|file_sep|>')
  const markers: Readonly<Record<FimMarker, Token | undefined>> = { prefix, suffix, middle, repository, file }
  const parts = fimParts(prompt, repository !== undefined && file !== undefined)
  const fixed = parts.flatMap((part) => (part.kind === 'text' ? model.tokenize(part.text) : (markers[part.marker] ?? [])))
  return { fixed: [...beginning, ...fixed], typed: model.tokenize(prompt.typed) }
}

/** The model's token for a marker; undefined where it has none. */
function controlToken(model: LlamaModel, marker: string): Token | undefined {
  const [token, another] = model.tokenize(marker, true)
  return token !== undefined && another === undefined ? token : undefined
}

/** Something has to stand before the first token that is predicted: a line end where the model has no beginning-of-text token. */
function anchored(model: LlamaModel, beginning: readonly Token[], text: string): PromptTokens {
  return { fixed: beginning.length > 0 ? beginning : model.tokenize('\n'), typed: model.tokenize(text) }
}
