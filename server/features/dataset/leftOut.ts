import { isCode, isVendored } from '../../context/codeFiles.ts'
import { generatedReason } from '../../context/generated.ts'
import { languageOf } from '../../context/languages.ts'
import { looksSecret } from '../../context/secretFiles.ts'
import type { SourceText } from '../../context/source.ts'
import type { Omission } from './examples.ts'
import { goesWith, licenceOfHeader } from './licences.ts'

/** Why a file is no source of examples, by its path alone; `notCode` is nothing to tell of. */
export function refusedByPath(path: string, isIgnored: (path: string) => boolean): Omission | 'notCode' | undefined {
  if (looksSecret(path)) return 'secretFile'
  if (isVendored(path)) return 'vendored'
  if (!isCode(path) || languageOf(path)?.grammar === undefined) return 'notCode'
  return isIgnored(path) ? 'ignored' : undefined
}

/** Why a text is no source of examples: nobody wrote it, or it is under another licence than the repository. */
export function refusedByText(source: SourceText, licence: string | undefined): Omission | undefined {
  if (generatedReason(source) !== undefined) return 'generated'
  return goesWith(licence, licenceOfHeader(source.text)) ? undefined : 'otherLicence'
}
