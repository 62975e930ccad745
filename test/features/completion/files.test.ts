import { expect, test } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import type { CompletionRequest, ContextFile, Engine, EngineInfo, TextDelta } from '../../../server/engine/engine.ts'
import { Completer, type CompleterDeps, type CompletionAsk } from '../../../server/features/completion/completer.ts'
import { noFigures } from '../../../server/protocol/figures.ts'
import { defaultSettings } from '../../../server/protocol/settings.ts'
import { readCursor } from '../../marks.ts'

/** Writes nothing, and keeps what it was asked for. */
class SilentEngine implements Engine {
  readonly requests: CompletionRequest[] = []
  info = async () => ({ backend: 'cpu', contextSize: 4096, calibrationKey: 'test' }) as EngineInfo
  chat = () => {
    throw new Error('not asked')
  }
  async *complete(request: CompletionRequest): AsyncIterable<TextDelta> {
    this.requests.push(request)
    yield { kind: 'end', reason: 'endOfText', figures: noFigures }
  }
  /** The files of each prompt asked for. */
  get files() {
    return this.requests.map(({ prompt }) => (prompt.kind === 'fim' ? (prompt.files ?? []) : []).map(({ path }) => path))
  }
}

const noSignal = new AbortController().signal
const files = (...paths: string[]): readonly ContextFile[] => paths.map((path) => ({ path, text: 'x()\n' }))

function ask(code: string): CompletionAsk {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  return { document: 'a.ts', source, position: source.positionAt(offset), trigger: 'automatic', settings: defaultSettings }
}

function begin(deps: CompleterDeps) {
  const engine = new SilentEngine()
  return { engine, completer: new Completer(engine, deps) }
}

test('what looking around finds stands in the prompt that is read where the cursor rests', async () => {
  let known = files()
  const { engine, completer } = begin({
    related: async () => known,
    lookAround: async () => {
      known = files('found.ts')
    },
  })
  await completer.rest(ask('x()\n[||]\n'))
  expect(engine.files[0]).toEqual(['found.ts'])
})

test('a key does not wait for what is looked for, and the prompt after it is the same', async () => {
  let known = files('known.ts')
  let found = () => {}
  const { engine, completer } = begin({
    related: async () => known,
    lookAround: () =>
      new Promise<void>((resolve) => {
        found = resolve
      }),
  })
  const resting = completer.rest(ask('x()\n[||]\n'))
  await new Promise(setImmediate)
  await completer.complete(ask('x()\ny[||]\n'), noSignal)
  known = files('found.ts')
  found()
  await resting
  await completer.complete(ask('x()\nq[||]\n'), noSignal)
  expect(engine.files).toEqual([['known.ts'], ['known.ts']])
})

test('files that are not to be shown any more are gone with the next prompt', async () => {
  let known = files('shown.ts')
  const { engine, completer } = begin({ related: async () => known })
  await completer.complete(ask('x()\ny[||]\n'), noSignal)
  known = files()
  completer.forgetFiles()
  await completer.complete(ask('x()\nq[||]\n'), noSignal)
  expect(engine.files).toEqual([['shown.ts'], []])
})
