import type { FimPrompt } from './engine.ts'

/** Where a marker of the model stands in a fill-in-the-middle prompt; each family has tokens of its own for them. */
export type FimMarker = 'prefix' | 'suffix' | 'middle' | 'repository' | 'file'

/** Text is written without control tokens, so that a file cannot smuggle one in. */
export type FimPart = { readonly kind: 'marker'; readonly marker: FimMarker } | { readonly kind: 'text'; readonly text: string }

/**
 * What stands in front of the typed text, in order: prefix, suffix and middle markers (Qwen2.5-Coder report, section 3.2.2; for
 * DeepSeek-Coder they are called begin, hole and end), code of other files first. A model that was trained on repositories gets those
 * between separators, each after its path (Qwen2.5-Coder report, section 3.2.2, and README, "Repository Level Code Completion"); others
 * see a comment with the path in front of each file (DeepSeek-Coder paper, section 2.2), as text before the prefix.
 */
export function fimParts(prompt: FimPrompt, knowsRepositories: boolean): readonly FimPart[] {
  const { files = [], path = '', lineComment = '//' } = prompt
  const asComments = files.length > 0 && !knowsRepositories
  const comments = asComments ? [...files, { path, text: '' }].map((file) => `${lineComment} ${file.path}\n${file.text}`) : []
  return [
    ...(files.length > 0 && knowsRepositories ? repository(files, path) : []),
    marker('prefix'),
    text(comments.join('') + prompt.prefix),
    marker('suffix'),
    text(prompt.suffix),
    marker('middle'),
  ]
}

function repository(files: NonNullable<FimPrompt['files']>, path: string): readonly FimPart[] {
  const [name = ''] = path.split('/')
  return [
    marker('repository'),
    text(name),
    ...files.flatMap((file) => [marker('file'), text(`${file.path}\n${file.text}`)]),
    marker('file'),
    text(`${path}\n`),
  ]
}

function marker(name: FimMarker): FimPart {
  return { kind: 'marker', marker: name }
}

function text(content: string): FimPart {
  return { kind: 'text', text: content }
}
