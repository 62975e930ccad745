import type { DisplayLanguage } from '../server/protocol/displayLanguage.ts'
import type { Incomplete } from '../server/protocol/finding.ts'
import { placeInLanguage } from '../server/protocol/findingTexts.ts'
import { incompleteDetail } from '../server/protocol/incompleteText.ts'
import type { ReviewResult } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import { sentences } from './sentences.ts'
import type { Translate } from './statusText.ts'

/** One sentence on what a review of a file found, and one on what it did not look at. */
export function summary(result: ReviewResult, file: string, language: DisplayLanguage, t: Translate): string {
  const found = t('{0}: {1}.', file, counts(result, t))
  const [first, ...others] = result.incomplete
  if (first === undefined) return found
  const symbol = placeInLanguage(first.symbol, language)
  const reason = incompleteReason(first, language, t)
  const skipped =
    others.length === 0
      ? t('Not reviewed: {0} ({1}).', symbol, reason)
      : t('Not reviewed: {0} ({1}) and {2} more.', symbol, reason, others.length)
  return sentences([found, skipped])
}

function counts({ findings, heldBack }: ReviewResult, t: Translate): string {
  const found =
    findings.length === 0 ? t('no findings') : findings.length === 1 ? t('1 finding') : t('{0} findings', findings.length)
  return heldBack.length === 0 ? found : t('{0}, {1} held back', found, heldBack.length)
}

/** Why a part was not looked at, in words. */
export function incompleteReason(part: Incomplete, language: DisplayLanguage, t: Translate): string {
  const detail = incompleteDetail(part, language)
  if (detail !== undefined) return detail
  switch (part.reason) {
    case 'outOfBudget':
      return t('the time was up')
    case 'cancelled':
      return t('the review was stopped')
    case 'tooLong':
      return t('it is too long for the model')
    case 'notText':
      return t('it is not text')
    case 'generated':
      return t('it is generated')
    case 'notParsed':
      return t('its syntax was not understood')
    case 'engineFailed':
      return t('the engine failed')
    case 'changedMeanwhile':
      return t('it changed meanwhile')
    default:
      return unreachable(part.reason)
  }
}
