import type { FimMarker } from './fimLayout.ts'

/** The control tokens of a family of models, as text: a server reads them in a prompt as the tokens that they are. */
export interface MarkerFamily {
  readonly name: string
  /** GGUF's name of the models' architecture. */
  readonly architecture: string
  /** What such a model is usually called; used where a server does not tell its tokens. */
  readonly usualName: RegExp
  readonly markers: Readonly<Record<'prefix' | 'suffix' | 'middle', string>> & Partial<Readonly<Record<FimMarker, string>>>
}

/** Each family takes prefix, suffix and middle in this order. */
export const markerFamilies: readonly MarkerFamily[] = [
  {
    // Qwen2.5-Coder report, section 3.2.2.
    name: 'qwen',
    architecture: 'qwen2',
    usualName: /qwen.*coder/i,
    markers: {
      prefix: '<|fim_prefix|>',
      suffix: '<|fim_suffix|>',
      middle: '<|fim_middle|>',
      repository: '<|repo_name|>',
      file: '<|file_sep|>',
    },
  },
  {
    // README of DeepSeek-Coder-V2, "Code Insertion".
    name: 'deepseek',
    architecture: 'deepseek2',
    usualName: /deepseek/i,
    markers: { prefix: '<｜fim▁begin｜>', suffix: '<｜fim▁hole｜>', middle: '<｜fim▁end｜>' },
  },
  {
    // StarCoder paper, section 5.1; Granite Code took the tokenizer over.
    name: 'starcoder',
    architecture: 'starcoder2',
    usualName: /starcoder|granite/i,
    markers: { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' },
  },
]

const markerInText = /<(?=[|｜][\w▁.-]{2,40}[|｜]>|fim_(?:prefix|suffix|middle|pad)>)/g

/**
 * Text of the workspace as it may stand in a prompt that a server tokenises: whatever it would read as a control token is broken up by a
 * blank, so that a file cannot smuggle one in. Text without such is as it was.
 */
export function withoutMarkers(text: string): string {
  return text.replace(markerInText, '< ')
}
