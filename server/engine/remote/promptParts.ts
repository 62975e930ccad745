import type { Prompt } from '../engine.ts'
import { withoutMarkers } from '../markers.ts'

/**
 * A prompt's fields for a server that takes its parts as they are (`RemoteCapabilities.takesParts`). A text by itself must not look like one with a gap,
 * which such a server reads by its control tokens.
 */
export function promptParts(prompt: Prompt): Readonly<Record<string, unknown>> {
  if (prompt.kind === 'text') return { prompt: withoutMarkers(prompt.text) }
  const { prefix, suffix, typed, path, files, lineComment } = prompt
  return {
    prompt: prefix + typed,
    suffix,
    anchor: prefix.length,
    ...(path === undefined || path === '' ? {} : { path }),
    ...(files === undefined || files.length === 0 ? {} : { context_files: files }),
    ...(lineComment === undefined ? {} : { line_comment: lineComment }),
  }
}
