import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { errorText, knownError } from '../../protocol/errors.ts'
import { printable } from '../../protocol/printable.ts'
import type { Host } from '../host.ts'
import { waysOut } from '../texts/waysOut.ts'

/** What happened, and the way out that a terminal has, on one line. Nothing in it is a control sequence. */
export function errorLine(error: unknown, language: DisplayLanguage): string {
  const known = knownError(error)
  const { message, wayOut } = errorText(known, language)
  const way = waysOut[known.code]?.[language] ?? wayOut.text
  return printable(`${message}${language === 'en' ? ' ' : ''}${way}`).replaceAll('\n', ' ')
}

/** Says an error on the error stream. */
export function tellError(error: unknown, { err, language }: Pick<Host, 'err' | 'language'>): void {
  err.write(`latent: ${errorLine(error, language)}\n`)
}
