import type { LlamaModel, Token } from 'node-llama-cpp'
import type { FimPrompt, Prompt } from '../engine.ts'

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
  const repository = repositoryTokens(model, prompt)
  const front = typeof repository === 'string' ? model.tokenize(repository + prompt.prefix) : model.tokenize(prompt.prefix)
  return {
    fixed: [
      ...beginning,
      ...(typeof repository === 'string' ? [] : repository),
      prefix,
      ...front,
      suffix,
      ...model.tokenize(prompt.suffix),
      middle,
    ],
    typed: model.tokenize(prompt.typed),
  }
}

/**
 * Code of other files in the form that the model was trained with. Qwen2.5-Coder: repository and file separators, each file after its path
 * (its report, section 3.2.2, and README, "Repository Level Code Completion"). DeepSeek-Coder and others: a comment with the path in front of each
 * file (DeepSeek-Coder paper, section 2.2), as text before the prefix.
 */
function repositoryTokens(
  model: LlamaModel,
  { files = [], path = '', lineComment = '//' }: FimPrompt,
): readonly Token[] | string {
  if (files.length === 0) return []
  const repository = controlToken(model, '<|repo_name|>')
  const separator = controlToken(model, '<|file_sep|>')
  if (repository === undefined || separator === undefined) {
    return [...files, { path, text: '' }].map((file) => `${lineComment} ${file.path}\n${file.text}`).join('')
  }
  const [name = ''] = path.split('/')
  return [
    repository,
    ...model.tokenize(name),
    ...files.flatMap((file) => [separator, ...model.tokenize(`${file.path}\n${file.text}`)]),
    separator,
    ...model.tokenize(`${path}\n`),
  ]
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
