import type TypeScript from 'typescript'
import type { PlaceEdit, ProjectEdit, RenameResult } from './projectEdits.ts'
import type { AskedService } from './typeCheck.ts'

/** More files than these are no rename that anybody can look through. */
const mostFiles = 200
/** What imports a name goes on calling it by the old one, as in the editor: `import { total as sum }`. */
const preferences = { providePrefixAndSuffixTextForRename: true } as const

/** Gives what is named at an offset another name, in every file that the service knows. */
export function renamedPlaces({ typescript, service, name }: AskedService, offset: number, newName: string): RenameResult {
  const info = service.getRenameInfo(name, offset, preferences)
  if (!info.canRename) return { kind: 'refused', reason: info.localizedErrorMessage }
  if (!isName(typescript, newName)) return { kind: 'refused', reason: 'The new name is no name.' }
  const locations = service.findRenameLocations(name, offset, false, false, preferences) ?? []
  const files = new Map<string, PlaceEdit[]>()
  for (const { fileName, textSpan, prefixText = '', suffixText = '' } of locations) {
    const edits = files.get(fileName) ?? []
    const { start, length } = textSpan
    edits.push({ startOffset: start, endOffset: start + length, newText: prefixText + newName + suffixText })
    files.set(fileName, edits)
  }
  if (files.size === 0) return { kind: 'refused', reason: 'It cannot be done here.' }
  if (files.size > mostFiles) return { kind: 'refused', reason: `More than ${mostFiles} files use the name.` }
  return { kind: 'made', name: info.displayName, files: [...files].map(inOrder) }
}

function inOrder([path, edits]: readonly [string, readonly PlaceEdit[]]): ProjectEdit {
  return { path, edits: edits.toSorted((a, b) => a.startOffset - b.startOffset) }
}

function isName(typescript: typeof TypeScript, text: string): boolean {
  const scanner = typescript.createScanner(typescript.ScriptTarget.ESNext, true, undefined, text)
  return scanner.scan() === typescript.SyntaxKind.Identifier && scanner.getTokenEnd() === text.length
}
