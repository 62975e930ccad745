import { basename } from 'node:path'
import * as z from 'zod'
import { type Place, placeOf } from '../context/placeBelow.ts'
import { maxSourceBytes, type SourceText } from '../context/source.ts'
import { sourceOf } from '../context/sourceFile.ts'
import { ApiError, badParameter } from './apiError.ts'
import type { ServeDeps } from './deps.ts'

/** How a client says which code it means: the text itself, or a file of this machine. */
export const givenShape = {
  text: z.string().max(maxSourceBytes).nullish().describe('the code; absent: what the file below a root holds'),
  path: z
    .string()
    .min(1)
    .max(4096)
    .describe('with a text its name, which tells the language; else a file below a root that the server was given'),
}

/** Code to work on; `root` is absent for a text that the client sent. */
export interface Given {
  readonly path: string
  readonly source: SourceText
  readonly root?: string
}

/** The code that a client means. Of a text's path only the name counts: it is no place on this machine. Rejects with an error for the client. */
export function givenText(
  { text, path }: { readonly text?: string | null | undefined; readonly path: string },
  deps: ServeDeps,
): Given {
  if (text === undefined || text === null) return fileBelow(path, deps)
  const name = basename(path.replaceAll('\\', '/'))
  const loaded = sourceOf(Buffer.from(text), name)
  if (loaded.kind === 'skipped') throw badParameter('text', `The text is ${loaded.part.detail ?? 'not code'}.`, 'not_reviewable')
  return { path: name, source: loaded.source }
}

function fileBelow(path: string, deps: ServeDeps): Given {
  if (deps.roots.length === 0)
    throw new ApiError(403, 'This server was given no folder to look into. Send the text.', {
      param: 'path',
      code: 'file_not_shown',
    })
  const { source, root }: Place = placeOf(path, deps)
  return { path: source.path, source, root }
}
