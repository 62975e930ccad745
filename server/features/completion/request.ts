import { languageOf } from '../../context/languages.ts'
import type { SourceText } from '../../context/source.ts'
import type { CompletionRequest, ContextFile } from '../../engine/engine.ts'
import { type Anchor, anchoredPrompt } from './anchor.ts'
import type { PromptBudget } from './budget.ts'
import type { LinePlan } from './multiline.ts'
import type { Situation } from './situation.ts'

/** A line of code seldom has more tokens. */
export const tokensPerLine = 16

/** The request for what follows the cursor, by an anchor that fits. */
export function requestAt(
  anchor: Anchor,
  situation: Situation,
  { document, source, plan }: { document: string; source: SourceText; plan?: LinePlan },
): CompletionRequest {
  const lineComment = languageOf(source.languageId)?.lineComment
  return {
    lane: 'interactive',
    sequence: 'completion',
    document,
    prompt: {
      ...anchoredPrompt(anchor, situation),
      path: source.path,
      ...(lineComment === undefined ? {} : { lineComment }),
    },
    maxTokens: tokensPerLine * (endsLine(situation) ? (plan?.maxLines ?? 1) : 2),
  }
}

/** What other files do not need goes to the file itself. */
export function withFiles(budget: PromptBudget, files: readonly ContextFile[]): PromptBudget {
  const used = files.reduce((sum, { path, text }) => sum + path.length + text.length, 0)
  return { ...budget, prefix: budget.prefix + Math.max(0, budget.files - used) }
}

/** Nothing stands right of the cursor but what closes. */
export function endsLine({ after, afterClosers, lineAfter }: Situation): boolean {
  return lineAfter.trim() === '' || afterClosers.length < after.length
}
