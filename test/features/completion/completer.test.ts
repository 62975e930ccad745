import { describe, expect, test } from 'vitest'
import { CompletionSyntax } from '../../../server/context/completionSyntax.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import type { CompletionRequest, Engine, EngineInfo, ScoreRequest, TextDelta } from '../../../server/engine/engine.ts'
import { Completer, type CompletionAsk } from '../../../server/features/completion/completer.ts'
import { LatentError } from '../../../server/protocol/errors.ts'
import { noFigures } from '../../../server/protocol/figures.ts'
import { defaultSettings } from '../../../server/protocol/settings.ts'
import { readCursor } from '../../marks.ts'

const info = { backend: 'cpu', contextSize: 4096, calibrationKey: 'test' } as EngineInfo

/** Answers as the test says, a piece each time: what matters here is what is asked and when, which no model makes happen at will. */
class ScriptedEngine implements Engine {
  readonly requests: CompletionRequest[] = []
  readonly stopped: number[] = []
  readonly #answers: string[]
  #release: (() => void)[] = []
  /** Each piece waits until the test lets it come. */
  held = false

  constructor(...answers: string[]) {
    this.#answers = answers
  }

  info = async () => info
  chat = () => {
    throw new Error('not asked')
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const index = this.requests.push(request) - 1
    signal.addEventListener('abort', () => this.stopped.push(index))
    for (const text of request.maxTokens === 0 ? [] : (this.#answers.shift() ?? '').split(/(?<=\n|\s)/)) {
      if (this.held) await new Promise<void>((resolve) => this.#release.push(resolve))
      if (signal.aborted) throw signal.reason
      yield { kind: 'text', text, logP: -0.1 }
    }
    yield { kind: 'end', reason: 'endOfText', figures: noFigures }
  }

  /** Lets the pieces that wait come, one after the other. */
  async release(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      for (const resolve of this.#release.splice(0)) resolve()
      await new Promise(setImmediate)
    }
  }
}

function ask(code: string, more: Partial<CompletionAsk> = {}): CompletionAsk {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  return {
    document: 'a.ts',
    source,
    position: source.positionAt(offset),
    trigger: 'automatic',
    settings: defaultSettings,
    ...more,
  }
}

const noSignal = new AbortController().signal

async function shown(completer: Completer, code: string, more: Partial<CompletionAsk> = {}): Promise<readonly string[]> {
  const answer = await completer.complete(ask(code, more), noSignal)
  return answer.kind === 'shown' ? answer.completions.map(({ text }) => text) : [`(${answer.reason})`]
}

describe('a completion', () => {
  test('stays as it is while it is typed along, without the engine', async () => {
    const engine = new ScriptedEngine('urn total + 1\n')
    const completer = new Completer(engine)
    expect(await shown(completer, 'ret[||]\n')).toEqual(['urn total + 1'])
    expect(await shown(completer, 'return to[||]\n')).toEqual(['tal + 1'])
    expect(await shown(completer, 'return total +[||]\n')).toEqual([' 1'])
    expect(engine.requests).toHaveLength(1)
  })

  test('keeps its brackets when one that it opened is typed', async () => {
    const completer = new Completer(new ScriptedEngine('tered(id)\n'))
    expect(await shown(completer, 'assign(fil[||])\n')).toEqual(['tered(id)'])
    expect(await shown(completer, 'assign(filtered([||])\n')).toEqual(['id)'])
  })

  test('leaves out the bracket that the editor closes meanwhile', async () => {
    const completer = new Completer(new ScriptedEngine('tered(id)\n'))
    await shown(completer, 'assign(fil[||])\n')
    expect(await shown(completer, 'assign(filtered([||]))\n')).toEqual(['id'])
  })

  test('comes back when the user takes a key back', async () => {
    const completer = new Completer(new ScriptedEngine('urn total\n'))
    await shown(completer, 'ret[||]\n')
    await shown(completer, 'retur[||]\n')
    expect(await shown(completer, 'ret[||]\n')).toEqual(['urn total'])
  })

  test('comes back, without the engine, when the user takes a wrong key back', async () => {
    const engine = new ScriptedEngine('urn total\n', 'ry()\n')
    const completer = new Completer(engine)
    await shown(completer, 'ret[||]\n')
    await shown(completer, 'rett[||]\n')
    expect(await shown(completer, 'ret[||]\n')).toEqual(['urn total'])
    expect(await shown(completer, 'retu[||]\n')).toEqual(['rn total'])
    expect(engine.requests).toHaveLength(2)
  })

  test('is asked anew where something else is typed, with the old one as a draft', async () => {
    const engine = new ScriptedEngine('urn total\n', 'ry()\n')
    const completer = new Completer(engine)
    await shown(completer, 'ret[||]\n')
    expect(await shown(completer, 'rett[||]\n')).toEqual(['ry()'])
    expect(engine.requests[1]?.drafts).toEqual(['urn total\n'])
  })

  test('that is too unsure is not shown, and says how unsure', async () => {
    const completer = new Completer(new ScriptedEngine('a b c d e f g\n'))
    const settings = { ...defaultSettings, 'completion.minimumConfidence': 0.9 }
    const answer = await completer.complete(ask('x = [||]\n', { settings }), noSignal)
    expect(answer).toMatchObject({ kind: 'nothing', reason: 'lowConfidence' })
    expect(answer.kind === 'nothing' && answer.confidence).toBeLessThan(0.9)
  })

  test('that was too unsure appears once what is typed confirms it, without the engine', async () => {
    const engine = new ScriptedEngine('a b c d e f g\n')
    const completer = new Completer(engine)
    const settings = { ...defaultSettings, 'completion.minimumConfidence': 0.75 }
    await completer.complete(ask('x = [||]\n', { settings }), noSignal)
    expect(await shown(completer, 'x = a b c d e [||]\n', { settings })).toEqual(['f g'])
    expect(engine.requests).toHaveLength(1)
  })

  test('in the middle of a word is not offered', async () => {
    const engine = new ScriptedEngine('x\n')
    expect(await shown(new Completer(engine), 'ret[||]urn\n')).toEqual(['(middleOfWord)'])
    expect(engine.requests).toHaveLength(0)
  })

  test('is asked for again further on where there was none', async () => {
    const completer = new Completer(new ScriptedEngine('', 'b + c\n'))
    expect(await shown(completer, 'x = [||]\n')).toEqual(['(nothingToAdd)'])
    expect(await shown(completer, 'x = a + [||]\n')).toEqual(['b + c'])
  })

  test('is not mixed up with the one of another document', async () => {
    const engine = new ScriptedEngine('one\n', 'two\n')
    const completer = new Completer(engine)
    await shown(completer, 'x = [||]\n')
    expect(await shown(completer, 'x = [||]\n', { document: 'b.ts' })).toEqual(['two'])
  })

  test('asked for by hand comes in several different ones, and each is typed along', async () => {
    const completer = new Completer(new ScriptedEngine('one\n', 'two\n', 'one\n'))
    expect(await shown(completer, 'x = [||]\n', { trigger: 'invoked' })).toEqual(['one', 'two'])
    expect(await shown(completer, 'x = t[||]\n')).toEqual(['wo'])
  })
})

describe('several lines in an empty body', () => {
  const settings = { ...defaultSettings, 'completion.multiline': 'always' } as const
  const code = 'function f() {\n  [||]\n}\n'
  const syntax = async () => new CompletionSyntax(await SyntaxParser.create())
  const scoring = (endLogP: (text: string) => number) =>
    Object.assign(new ScriptedEngine('one()\n  two()\n  three()\n'), {
      score: async ({ continuations, ends }: ScoreRequest) =>
        continuations.map((text) => ({
          logPs: [],
          lengths: [],
          preferred: [],
          figures: noFigures,
          ...(ends && { endLogP: endLogP(text) }),
        })),
    })

  test('end where the text below goes on most likely', async () => {
    const engine = scoring((text) => (text.endsWith('two()') ? -0.5 : -3))
    expect(await shown(new Completer(engine, { syntax }), code, { settings })).toEqual(['one()\n  two()'])
  })

  test('go as far as they can where all ends are alike', async () => {
    const engine = scoring(() => -1)
    expect(await shown(new Completer(engine, { syntax }), code, { settings })).toEqual(['one()\n  two()\n  three()'])
  })

  test('go as far as they can with an engine that cannot tell', async () => {
    const engine = new ScriptedEngine('one()\n  two()\n  three()\n')
    expect(await shown(new Completer(engine, { syntax }), code, { settings })).toEqual(['one()\n  two()\n  three()'])
  })
})

describe('a request under way', () => {
  test('that was ended for another place is no answer when the user comes back', async () => {
    const engine = new ScriptedEngine('urn total\n', 'urn total\n')
    engine.held = true
    const completer = new Completer(engine)
    const [first, elsewhere] = [new AbortController(), new AbortController()]
    const given = completer.complete(ask('ret[||]\n'), first.signal)
    await new Promise(setImmediate)
    first.abort()
    await expect(given).rejects.toThrow()
    const other = completer.complete(ask('x = [||]\n'), elsewhere.signal)
    elsewhere.abort()
    await expect(other).rejects.toThrow()
    const back = shown(completer, 'ret[||]\n')
    await engine.release()
    expect(await back).toEqual(['urn total'])
  })

  test('is waited for by the next key where that agrees with it, though the editor gave the first one up', async () => {
    const engine = new ScriptedEngine('urn total\n')
    engine.held = true
    const completer = new Completer(engine)
    const controller = new AbortController()
    const first = completer.complete(ask('ret[||]\n'), controller.signal)
    await new Promise(setImmediate)
    controller.abort()
    await expect(first).rejects.toThrow()
    const second = shown(completer, 'retu[||]\n')
    await engine.release()
    expect(await second).toEqual(['rn total'])
    expect(engine.requests).toHaveLength(1)
    expect(engine.stopped).toEqual([])
  })

  test('is ended where the next key says something else', async () => {
    const engine = new ScriptedEngine('urn total\n', 'ry()\n')
    engine.held = true
    const completer = new Completer(engine)
    const controller = new AbortController()
    const first = completer.complete(ask('ret[||]\n'), controller.signal)
    await new Promise(setImmediate)
    // Only now is there a text that the key can contradict.
    const pieces = engine.release()
    controller.abort()
    await expect(first).rejects.toThrow()
    await pieces
    const second = shown(completer, 'rett[||]\n')
    await engine.release()
    expect(await second).toEqual(['ry()'])
    expect(engine.stopped).toContain(0)
  })

  test('that fails tells its error, and the next one begins anew', async () => {
    const working = new ScriptedEngine('urn total\n')
    let failures = 0
    const engine: Engine = {
      info: async () => info,
      chat: working.chat,
      async *complete(request, signal) {
        failures += 1
        if (failures === 1) throw LatentError.of('engineStopped', 'SIGKILL')
        yield* working.complete(request, signal)
      },
    }
    const completer = new Completer(engine)
    await expect(completer.complete(ask('ret[||]\n'), noSignal)).rejects.toMatchObject({ code: 'engineStopped' })
    expect(await shown(completer, 'ret[||]\n')).toEqual(['urn total'])
  })
})

describe('ahead of the user', () => {
  test('the next line is written in the lane ahead and shown without waiting after Enter', async () => {
    const engine = new ScriptedEngine('one()\n', 'two()\nthree()\n')
    const completer = new Completer(engine)
    expect(await shown(completer, 'x()\n[||]\n}', { ahead: true })).toEqual(['one()'])
    await engine.release()
    expect(engine.requests[1]).toMatchObject({ lane: 'ahead' })
    const answer = await completer.complete(ask('x()\none()\n[||]\n}'), noSignal)
    expect(answer).toMatchObject({ kind: 'shown', fromMemory: true, completions: [{ text: 'two()' }] })
    expect(engine.requests).toHaveLength(2)
  })

  test('nothing is written ahead where that is switched off', async () => {
    const engine = new ScriptedEngine('one()\n')
    await shown(new Completer(engine), 'x()\n[||]\n}')
    await engine.release()
    expect(engine.requests).toHaveLength(1)
  })

  test('the prompt is read where the cursor rests, and the answer is there with the first key', async () => {
    const engine = new ScriptedEngine('return total\n')
    const completer = new Completer(engine)
    await completer.rest(ask('x()\n[||]\n}'))
    await engine.release()
    expect(engine.requests).toMatchObject([{ lane: 'ahead', maxTokens: 0 }, { lane: 'ahead' }])
    expect(await shown(completer, 'x()\nr[||]\n}')).toEqual(['eturn total'])
    expect(engine.requests).toHaveLength(2)
  })

  test('what waits behind longer work is written at once when a key waits for it', async () => {
    const engine = new BusyEngine('return total\n')
    const completer = new Completer(engine)
    await completer.rest(ask('x()\n[||]\n}'))
    expect(await shown(completer, 'x()\nr[||]\n}')).toEqual(['eturn total'])
    // The model is asked for what belongs at the place where the cursor rested, as it was before.
    expect(engine.requests).toMatchObject([{ lane: 'ahead', maxTokens: 0 }, { lane: 'interactive' }])
  })
})

/** Has something else to do for whoever does not wait, as during a review: reads their prompts, and writes nothing. */
class BusyEngine extends ScriptedEngine {
  override async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    if (request.lane === 'ahead' && request.maxTokens !== 0)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    yield* super.complete(request, signal)
  }
}
