import { type Connection, ExecuteCommandRequest, MessageType, ShowMessageNotification } from 'vscode-languageserver'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { ReviewParams, ReviewResult } from '../protocol/requests.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { readCommand } from './executeCommand.ts'
import { type answering, isAbort, signalOf, toResponseError } from './failure.ts'
import type { FindingLife } from './findingLife.ts'
import type { Language } from './language.ts'
import type { ProgressReporter } from './progress.ts'
import type { Reviews } from './review.ts'

export interface CommandDeps {
  readonly reviews: Reviews
  readonly life: Pick<FindingLife, 'dismissing'>
  readonly progress: ProgressReporter
  readonly language: Language
}

/** Answers `workspace/executeCommand`. */
export function serveCommands(connection: Connection, deps: CommandDeps, answer: ReturnType<typeof answering>): void {
  const { reviews, life, progress, language } = deps
  connection.onRequest(
    ExecuteCommandRequest.type,
    answer(async (asked, token) => {
      const command = readCommand(asked)
      const begin = (title: string, cancel: () => void) => progress.beginShown(title, asked.workDoneToken, cancel)
      const review = (params: ReviewParams, signal: AbortSignal) => reviews.review(params, { begin, part: () => {} }, signal)
      switch (command.kind) {
        case 'dismiss':
          return await life.dismissing.dismiss(command.params)
        case 'review':
          return await review(command.params, signalOf(token))
        case 'reviewUnwaited':
          void inBackground(() => review(command.params, new AbortController().signal), connection, language)
          return null
        default:
          return unreachable(command)
      }
    }),
  )
}

/** For a review that nobody waits for: what came of it is said in a message. Whoever cancels it knows. */
async function inBackground(review: () => Promise<ReviewResult>, connection: Connection, language: Language): Promise<void> {
  const say = (type: MessageType, message: string) => connection.sendNotification(ShowMessageNotification.type, { type, message })
  try {
    const { findings, heldBack } = await review()
    await say(MessageType.Info, texts[language()](findings.length, heldBack.length))
  } catch (error) {
    if (!isAbort(error)) await say(MessageType.Error, toResponseError(error, language).message)
  }
}

const texts = {
  en: (found: number, heldBack: number) =>
    `${found === 1 ? '1 finding' : `${found === 0 ? 'No' : found} findings`}${heldBack === 0 ? '' : `, ${heldBack} held back`}.`,
  zh: (found: number, heldBack: number) => `${found} 个问题${heldBack === 0 ? '' : `，${heldBack} 个暂缓`}。`,
} as const satisfies Record<DisplayLanguage, (found: number, heldBack: number) => string>
