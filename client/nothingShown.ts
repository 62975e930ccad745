import type { LastCompletion, NothingReason } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import type { Translate } from './statusText.ts'

/** Why the newest completion is not there, as a sentence; undefined when it was shown or nobody knows. */
export function nothingShown({ outcome, reason, confidence }: LastCompletion, t: Translate): string | undefined {
  if (outcome === 'shown' || reason === undefined) return undefined
  return t('Nothing shown: {0}.', inWords(reason, confidence, t))
}

function inWords(reason: NothingReason, confidence: number | undefined, t: Translate): string {
  switch (reason) {
    case 'off':
      return t('completions are switched off')
    case 'languageOff':
      return t('completions are off for this language')
    case 'paused':
      return t('Latent is paused')
    case 'snoozed':
      return t('completions are snoozed')
    case 'secretFile':
      return t('the file looks as if it held secrets')
    case 'middleOfWord':
      return t('the cursor is inside a word')
    case 'lowConfidence':
      if (confidence === undefined) return t('the model was not sure enough')
      return t('the model was not sure enough ({0} %)', Math.round(100 * confidence))
    case 'nothingToAdd':
      return t('the model had nothing to add')
    case 'repeatsBelow':
      return t('it would repeat what stands there already')
    case 'wouldNotParse':
      return t('the code would not parse with it')
    case 'noModel':
      return t('there is no model')
    default:
      return unreachable(reason)
  }
}
