import type { LlamaModel, Token } from 'node-llama-cpp'
import type { Prompt } from '../engine.ts'

/** A prompt in tokens: what stays while the user types, and the typed text that is evaluated after it. */
export interface PromptTokens {
  readonly fixed: readonly Token[]
  readonly typed: readonly Token[]
}

/**
 * The prompt in the model's own form: prefix, suffix and middle markers in this order (Qwen2.5-Coder report, section 3.2.2; for
 * DeepSeek-Coder the markers are called begin, hole and end), the beginning-of-text token first where the model wants one. The text of
 * files is tokenised without control tokens, so that a file cannot smuggle one in. A model without FIM markers sees the prefix alone.
 */
export function promptTokens(model: LlamaModel, prompt: Prompt): PromptTokens {
  const beginning = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : []
  if (prompt.kind === 'text') return anchored(model, beginning, prompt.text)
  const { prefix, suffix, middle } = model.tokens.infill
  if (prefix === null || suffix === null || middle === null) return anchored(model, beginning, prompt.prefix + prompt.typed)
  return {
    fixed: [...beginning, prefix, ...model.tokenize(prompt.prefix), suffix, ...model.tokenize(prompt.suffix), middle],
    typed: model.tokenize(prompt.typed),
  }
}

/** Something has to stand before the first token that is predicted: a line end where the model has no beginning-of-text token. */
function anchored(model: LlamaModel, beginning: readonly Token[], text: string): PromptTokens {
  return { fixed: beginning.length > 0 ? beginning : model.tokenize('\n'), typed: model.tokenize(text) }
}
