import type { DisplayLanguage } from './displayLanguage.ts'
import { errorText } from './errors.ts'
import type { Incomplete } from './finding.ts'
import { inLanguage } from './findingTexts.ts'

/** What is known of why a part was not reviewed, in the user's language; undefined where its reason says it all. */
export function incompleteDetail(
  { detail, error }: Pick<Incomplete, 'detail' | 'error'>,
  language: DisplayLanguage,
): string | undefined {
  if (language === 'en' || detail === undefined) return detail
  return error === undefined ? inLanguage(detail, language) : errorText(error, language).message
}
