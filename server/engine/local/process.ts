// The engine process: hosts the model, answers the server's requests over IPC. It is a process of its own because a driver fault or a
// broken model file ends the process that holds it, and because it must run with UV_THREADPOOL_SIZE=1 (each libuv thread that decodes
// keeps OpenMP threads of its own that spin: measured 1.3 times the decode speed with one).
import { knownError, LatentError, type LatentErrorData } from '../../protocol/errors.ts'
import type { TextDelta } from '../engine.ts'
import { Scheduler } from '../scheduler.ts'
import { chat } from './chat.ts'
import { complete } from './complete.ts'
import { startCosts } from './costs.ts'
import { type LoadedModel, loadModel, withAdapters } from './loadedModel.ts'
import type { EngineOptions, EngineRequest, FromEngine, ToEngine } from './messages.ts'
import { score } from './score.ts'

const scheduler = new Scheduler()
const running = new Map<number, AbortController>()
let loaded: LoadedModel | undefined
let options: EngineOptions | undefined
/** Called when no request is under way any more. */
let onIdle: (() => void) | undefined

/** Other programs come and go while a long request runs. */
const adaptEveryMs = 500
/** Between requests too, so that the next one does not go by what was used on average of a long pause. */
const adaptIdleEveryMs = 5000
setInterval(() => {
  if (running.size > 0) loaded?.adaptThreads()
}, adaptEveryMs)
setInterval(() => loaded?.adaptThreads(), adaptIdleEveryMs)

process.on('message', (message: ToEngine) => {
  switch (message.kind) {
    case 'load':
      void load(() => loadModel(message.options, log))
      options = message.options
      break
    case 'adapters':
      void load(() => changeAdapters(message.adapters))
      break
    case 'request':
      void answer(message.id, message)
      break
    case 'cancel':
      running.get(message.id)?.abort()
      break
  }
})

// The server is gone: nobody is left to answer.
process.on('disconnect', () => process.exit(0))
// It may have gone while this program was still being read.
if (!process.connected) process.exit(0)

async function load(open: () => Promise<LoadedModel>): Promise<void> {
  try {
    loaded = await open()
    send({ kind: 'loaded', info: loaded.info })
    // Built now, they are there when the first key needs them.
    void loaded.vocabulary.trie
    void loaded.vocabulary.ends
  } catch (error) {
    send({ kind: 'loadFailed', error: errorData(error) })
  }
}

/** The server asks nothing until it has the answer; what it asked before is answered with the adapters of then. */
async function changeAdapters(adapters: EngineOptions['adapters'] = []): Promise<LoadedModel> {
  if (running.size > 0) await new Promise<void>((resolve) => (onIdle = resolve))
  if (loaded === undefined || options === undefined) throw LatentError.of('engineFailed', 'no model is loaded')
  options = { ...options, adapters }
  return await withAdapters(loaded, options, log)
}

async function answer(id: number, asked: EngineRequest): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  const costs = startCosts()
  const emit = (delta: TextDelta) => send({ kind: 'delta', id, delta, figures: costs.figures() })
  const ticket = scheduler.enter(asked.request.lane, controller.signal)
  try {
    if (loaded === undefined) throw LatentError.of('engineFailed', 'no model is loaded')
    loaded.adaptThreads()
    switch (asked.method) {
      case 'complete':
        await complete(loaded, asked.request, ticket, costs, emit)
        break
      case 'chat':
        await chat(loaded, asked.request, ticket, costs, emit)
        break
      case 'score':
        send({ kind: 'scored', id, scores: await score(loaded, asked.request, ticket, costs) })
        break
      case 'countTokens': {
        const { model } = loaded
        send({ kind: 'counted', id, counts: asked.request.texts.map((text) => model.tokenize(text).length) })
        break
      }
    }
    send({ kind: 'done', id, figures: costs.figures() })
  } catch (error) {
    const figures = costs.figures()
    send(
      controller.signal.aborted ? { kind: 'cancelled', id, figures } : { kind: 'failed', id, error: errorData(error), figures },
    )
  } finally {
    ticket.leave()
    running.delete(id)
    if (running.size === 0) onIdle?.()
  }
}

function log(line: string): void {
  send({ kind: 'log', line })
}

function send(message: FromEngine): void {
  process.send?.(message)
}

function errorData(error: unknown): LatentErrorData {
  const { code, parts } = knownError(error)
  return { code, parts }
}
