import { reportTexts } from '../../features/review/rendering/reportTexts.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { RequestFigures } from '../../protocol/figures.ts'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `1,204 ms · 312 tokens evaluated · 1,530 reused`: what an answer cost. */
export function figuresInWords(figures: RequestFigures, language: DisplayLanguage): string {
  const evaluated = figures.promptTokens - figures.cachedTokens
  const words = reportTexts[language]
  return words.figures(whole.format(figures.ms), whole.format(evaluated), whole.format(figures.cachedTokens))
}
