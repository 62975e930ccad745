import * as z from 'zod'
import type { EngineInfo, Prompt } from '../engine/engine.ts'
import { badParameter } from './apiError.ts'
import { markedGap } from './gap.ts'

/** What stands around a gap, beside the prompt before it. All but `suffix` is Latent's own, and needs it. */
export const gapShape = {
  suffix: z.string().nullish().describe('what stands behind the gap that is filled; for models that fill in the middle'),
  anchor: z
    .number()
    .int()
    .min(0)
    .nullish()
    .describe(
      "where the text in the making begins, in the prompt (UTF-16): it is read last, so that a key costs its own tokens alone. Default: the prompt's last line",
    ),
  path: z.string().min(1).max(4096).nullish().describe('where the code lies, for models that were trained with it'),
  context_files: z
    .array(z.object({ path: z.string().min(1).max(4096), text: z.string() }))
    .max(64)
    .nullish()
    .describe('code of other files; needs `path`'),
  line_comment: z.string().min(1).max(8).nullish().describe('what a comment of one line begins with (//)'),
}
type Gap = { readonly [name in keyof typeof gapShape]?: z.infer<(typeof gapShape)[name]> }

/** The prompt that a client means. Throws an error for the client where the model cannot fill a gap, or where the parts do not fit. */
export function givenPrompt(text: string, gap: Gap, info: EngineInfo): Prompt {
  const { suffix, anchor, path, context_files: files, line_comment: lineComment } = gap
  if (!isGiven(suffix)) {
    const marked = info.capabilities.fim ? markedGap(text) : undefined
    return marked === undefined ? { kind: 'text', text } : givenPrompt(marked.prefix, { suffix: marked.suffix }, info)
  }
  if (!info.capabilities.fim) throw badParameter('suffix', `${info.model} cannot fill a gap.`, 'unsupported_parameter')
  const start = anchor ?? text.lastIndexOf('\n') + 1
  if (start > text.length) throw badParameter('anchor', 'The anchor has to lie within the prompt.')
  if (isGiven(files) && !isGiven(path)) throw badParameter('path', 'Code of other files needs the path of this one.')
  return {
    kind: 'fim',
    prefix: text.slice(0, start),
    suffix,
    typed: text.slice(start),
    ...(isGiven(path) ? { path } : {}),
    ...(isGiven(files) ? { files } : {}),
    ...(isGiven(lineComment) ? { lineComment } : {}),
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null
}
