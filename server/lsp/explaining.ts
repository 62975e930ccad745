import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { ExplainPart } from '../protocol/reviewOverview.ts'
import type { EngineHost } from './engineHost.ts'
import type { Progress } from './progress.ts'

/** Where an explanation tells what happens. `part` gets the text as it is written. */
export interface ExplainListener {
  begin(title: string, cancel: () => void): Progress
  part(part: ExplainPart): void
}

/**
 * Explains with progress that can be cancelled. `explain` gets the model's name once it can answer, and the signal that both the request and
 * the progress abort. Rejects with an abort or the engine's error.
 */
export async function explaining<Result>(
  engine: EngineHost,
  listener: ExplainListener,
  signal: AbortSignal,
  explain: (model: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  const progress = listener.begin('Explaining', () => controller.abort())
  try {
    engine.retry()
    await engine.ready(both)
    const { model, capabilities } = await engine.info()
    if (!capabilities.chat) throw LatentError.of('engineFailed', `${model} cannot answer questions`)
    return await explain(model, both)
  } finally {
    progress.end()
  }
}

/** Tells the listener each piece as it comes, as text that may be printed; gives all of it. */
export async function told(pieces: AsyncIterable<string>, listener: ExplainListener): Promise<string> {
  let text = ''
  for await (const piece of pieces) {
    const shown = printable(piece)
    text += shown
    listener.part({ text: shown })
  }
  return text
}
