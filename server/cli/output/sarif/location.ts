import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ArtifactLocation, PhysicalLocation, Region } from 'sarif'
import type { SourceText } from '../../../context/source.ts'
import type { ReportedFile } from '../../../features/review/rendering/reviewReport.ts'
import type { Range } from '../../../protocol/text.ts'

/** Name of the folder that the addresses of files are relative to. */
export const rootId = 'SRCROOT'

/** Lines around a finding, for viewers that do not have the file. */
const contextLines = 2
/** Lines of a minified file would make the report as large as the file. */
const longestContext = 2000

/** The address of a file: relative to the working folder where it lies in it, else absolute. */
export function artifactOf(path: string, workingFolder: string): ArtifactLocation {
  const isInside = !path.startsWith('../') && !isAbsolute(path)
  return isInside ? { uri: relativeUri(path), uriBaseId: rootId } : { uri: pathToFileURL(resolve(workingFolder, path)).href }
}

/** A range of a file with its text and the lines around it. */
export function physicalLocation({ path, source }: ReportedFile, range: Range, workingFolder: string): PhysicalLocation {
  const context = contextRegion(source, range)
  return {
    artifactLocation: artifactOf(path, workingFolder),
    region: { ...regionOf(range), snippet: { text: source.slice(range) } },
    ...(context && { contextRegion: context }),
  }
}

/** Lines and columns count from 1 in UTF-16 code units; the end column is the first one that is not part of it (SARIF 2.1.0, 3.30). */
export function regionOf({ start, end }: Range): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 }
}

function contextRegion(source: SourceText, { start, end }: Range): Region | undefined {
  const first = Math.max(0, start.line - contextLines)
  const last = Math.min(source.lineCount - 1, end.line + contextLines)
  const text = source.text.slice(source.lineStart(first), source.lineStart(last + 1))
  return text.length > longestContext ? undefined : { startLine: first + 1, endLine: last + 1, snippet: { text } }
}

function relativeUri(path: string): string {
  // Half of a surrogate pair, which a file name of Windows may hold, has no percent encoding.
  return path
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}
