import { chineseErrors } from './chinese/errors.ts'
import type { Bilingual, DisplayLanguage } from './displayLanguage.ts'
import type { ErrorEntry, WayOut } from './errorEntry.ts'
import { errorTable, type LatentErrorArguments, type LatentErrorCode } from './errorTable.ts'
import { inLanguage } from './findingTexts.ts'

/**
 * A part of a message: a name, a number, or a reason. Reasons are English and have their Chinese in `chinese/faults.ts`, or come in both
 * languages where they are whole sentences.
 */
export type ErrorPart = string | number | Bilingual
type Given<Parts extends readonly unknown[]> = {
  readonly [I in keyof Parts]: Parts[I] extends string ? string | Bilingual : Parts[I]
}

/** What an error is, as plain data: enough to say it in any language. */
export interface LatentErrorData {
  readonly code: LatentErrorCode
  readonly parts: readonly ErrorPart[]
}

/** Known by `code`, not by `instanceof`, because errors cross processes: see `isLatentError`. Its `message` is English, for logs. */
export class LatentError extends Error implements LatentErrorData {
  readonly code: LatentErrorCode
  readonly parts: readonly ErrorPart[]

  private constructor(code: LatentErrorCode, parts: readonly ErrorPart[]) {
    super(errorText({ code, parts }, 'en').message)
    this.name = 'LatentError'
    this.code = code
    this.parts = parts
  }

  get wayOut(): WayOut {
    return errorTable[this.code].wayOut
  }

  static of<C extends LatentErrorCode>(code: C, ...parts: Given<LatentErrorArguments<C>>): LatentError {
    return new LatentError(code, parts as unknown as readonly ErrorPart[])
  }

  /** The error again, after it crossed a process as plain data. */
  static revive({ code, parts }: LatentErrorData): LatentError {
    return new LatentError(code, parts)
  }
}

export function isLatentError(value: unknown): value is LatentError {
  return (
    value instanceof Error && 'code' in value && typeof value.code === 'string' && value.code in errorTable && 'parts' in value
  )
}

/** What happened and the way out, in the user's language. */
export function errorText(
  { code, parts }: LatentErrorData,
  language: DisplayLanguage,
): { readonly message: string; readonly wayOut: WayOut } {
  const english: ErrorEntry = errorTable[code]
  const said = parts.map((part) => inWords(part, language)) as unknown as never[]
  if (language === 'en') return { message: english.message(...said), wayOut: english.wayOut }
  const { message, wayOut }: { message(...parts: never[]): string; wayOut: string } = chineseErrors[code]
  return { message: message(...said), wayOut: { ...english.wayOut, text: wayOut } }
}

function inWords(part: ErrorPart, language: DisplayLanguage): string | number {
  if (typeof part === 'string') return inLanguage(part, language)
  return typeof part === 'number' ? part : part[language]
}

/** The error itself, or an engine failure where nobody foresaw it. */
export function knownError(error: unknown): LatentError {
  return isLatentError(error) ? error : LatentError.of('engineFailed', error instanceof Error ? error.message : String(error))
}

/** One line for a user: what happened and the way out. Anything unexpected is named as an engine failure, without a stack. */
export function userMessage(error: unknown, language: DisplayLanguage): string {
  const { message, wayOut } = errorText(knownError(error), language)
  return language === 'en' ? `${message} ${wayOut.text}` : `${message}${wayOut.text}`
}
