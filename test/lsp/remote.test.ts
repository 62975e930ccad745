import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { modelPath } from '../../bench/model.ts'
import { installedReferenceServer, type ReferenceServer, startReferenceServer } from '../../bench/referenceServer.ts'
import { sealed } from '../../client/sealedKey.ts'
import type { DoctorResult } from '../../server/protocol/doctor.ts'
import type { EditResult } from '../../server/protocol/edits.ts'
import type { RemoteAccessParams, RemoteAccessResult } from '../../server/protocol/remote.ts'
import { startServe, stop } from '../cli/served.ts'
import { FaultyServer, json, stream } from '../engine/unit/remote/faultyServer.ts'
import { TestClient } from './client.ts'

const add = 'export function add(left: number, right: number): number {\n  return le\n}\n'
const secret = 'sk-of-the-team-0123456789'

let client: TestClient | undefined
let server: FaultyServer | undefined
afterEach(async () => {
  await client?.stop()
  await server?.stop()
  client = undefined
  server = undefined
})

const remote = (url: string, more: Record<string, unknown> = {}) => ({ model: 'remote', remote: { url, ...more } })

describe('the key of a server', () => {
  /** A client that keeps a key as VS Code does; gives what it answered. */
  async function keeping(url: string): Promise<RemoteAccessResult[]> {
    const answers: RemoteAccessResult[] = []
    client = await TestClient.start({ settings: { model: '' }, initializationOptions: { remoteAccess: true } })
    client.connection.onRequest('latent/remoteAccess', ({ publicKey }: RemoteAccessParams): RemoteAccessResult => {
      const answer = { key: sealed(secret, publicKey), network: {} }
      answers.push(answer)
      return answer
    })
    await client.configure(remote(url))
    return answers
  }

  it('comes from the editor, sealed on its way, and only once a server is used', async () => {
    server = await FaultyServer.start(json(200, { choices: [{ text: 'a' }] }))
    const answers = await keeping(server.url)
    const status = await client?.ready()
    expect(status?.backend).toBe(`remote: ${new URL(server.url).host}`)
    expect([...server.keys]).toEqual([`Bearer ${secret}`])
    expect(answers).toHaveLength(1)
    expect(JSON.stringify(answers)).not.toContain(secret)
    expect(client?.stderr).not.toContain(secret)
    await client?.configure({ model: '' })
    await client?.until('no model', () => client?.statuses.at(-1)?.state === 'noModel')
    expect(answers).toHaveLength(1)
  })

  it('is asked for again when the user has entered another one', async () => {
    server = await FaultyServer.start(json(200, { choices: [{ text: 'a' }] }))
    const answers = await keeping(server.url)
    await client?.ready()
    await client?.connection.sendNotification('latent/remoteAccessChanged', {})
    await client?.until('another question', () => answers.length === 2)
    await client?.ready()
  })

  it('that is wrong is told, with the way to another one and without the key', async () => {
    server = await FaultyServer.start(json(401, {}))
    client = await TestClient.start({ settings: remote(server.url), env: { LATENT_API_KEY: secret } })
    const status = await client.until('refusal', () => client?.statuses.findLast(({ state }) => state === 'error'))
    expect(status.detail).toContain('does not accept the key')
    expect(status.wayOut?.command).toBe('latent.setRemoteKey')
    expect([...server.keys]).toEqual([`Bearer ${secret}`])
    expect(JSON.stringify([client.statuses, client.messages])).not.toContain(secret)
  })
})

describe('a server that is away', () => {
  it('is replaced by the model on this machine, which is said once, and used again when it answers', async () => {
    server = await FaultyServer.start(stream(['right']))
    await server.stop()
    client = await TestClient.start({ settings: remote(server.url) })
    expect((await client.ready()).model).toBe('starter')
    const uri = await client.open('add.ts', add)
    expect((await client.complete(uri, 1, 11, 'invoked')).length).toBeGreaterThan(0)
    expect(client.messages).toEqual([expect.stringContaining('The model on this machine answers')])
    await server.startAgain()
    await client.until('the server', () => client?.statuses.at(-1)?.model === 'm')
    expect(client.messages).toHaveLength(2)
  })

  it('is an error that names it where no model is to answer for it', async () => {
    server = await FaultyServer.start(stream(['right']))
    await server.stop()
    client = await TestClient.start({ settings: remote(server.url, { fallback: '' }) })
    const status = await client.until('the error', () => client?.statuses.findLast(({ state }) => state === 'error'))
    expect(status.detail).toContain(`${server.url} cannot be reached`)
  })
})

/** What people ask, of a server with the starter model that really runs. `told` are lines of the doctor about what it can do. */
function describeServer(
  name: string,
  start: () => Promise<Pick<ReferenceServer, 'address' | 'stop'>>,
  told: readonly string[],
): void {
  describe(name, () => {
    let running: Pick<ReferenceServer, 'address' | 'stop'>
    let user: TestClient
    beforeAll(async () => {
      running = await start()
      user = await TestClient.start({ settings: { ...remote(running.address), review: { precision: 0.5 } } })
      await user.ready()
    }, 240_000)
    afterAll(async () => {
      await user.stop()
      await running.stop()
    })

    it('completes a word in the making', async () => {
      const uri = await user.open('add.ts', add)
      const [first] = await user.complete(uri, 1, 11, 'invoked')
      expect(String(first?.insertText)).toMatch(/^ft \+ right/)
      const { lanes } = await user.stats()
      expect(lanes.interactive.promptTokens).toBeGreaterThan(0)
    })

    it('reviews', async () => {
      const faulty = 'export function area(width: number, height: number): number {\n  return width * width\n}\n'
      const uri = await user.open('area.ts', faulty)
      const result = await user.review(uri)
      expect(result.incomplete).toEqual([])
      const told = [...(user.diagnosticsOf(uri) ?? []).map(({ message }) => message), JSON.stringify(result.heldBack)]
      expect(told.join('\n')).toContain('height')
    })

    it('edits by an instruction', async () => {
      const cart =
        'class Cart:\n    def __init__(self):\n        self.lines = {}\n\n    def names(self):\n        return list(self.lines)\n'
      const uri = await user.open('cart.py', cart, 'python')
      const range = { start: { line: 4, character: 0 }, end: { line: 5, character: 31 } }
      const asked = { textDocument: { uri }, range, instruction: 'Return the names sorted.' }
      const result = await user.connection.sendRequest<EditResult>('latent/edit', asked)
      expect(JSON.stringify(result)).toContain('sorted')
    })

    it('is told by the doctor with what it can do', async () => {
      const { facts, shareable } = await user.connection.sendRequest<DoctorResult>('latent/doctor', {})
      const lines = facts.find(({ name }) => name === 'Server')?.values ?? []
      expect(lines).toEqual(expect.arrayContaining([...told]))
      expect(shareable).not.toContain(new URL(running.address).host)
    })
  })
}

// `.ci/run` installs it; elsewhere `node scripts/referenceServer.mjs` does.
const program = installedReferenceServer()
if (program !== undefined) {
  const start = async () => await startReferenceServer(program, await modelPath('starter'), 2, ['-c', '8192', '-np', '2'])
  describeServer("llama.cpp's server", start, [
    'fill-in-the-middle form: qwen',
    'structured output: gbnf',
    'own request for gaps: /infill',
    'log-probabilities of prompts: no',
  ])
}

describeServer('`latent serve`', async () => {
  const served = await startServe(['--model', 'starter', '--parallel', '2', '--context', '4096'])
  return { address: served.address, stop: () => stop(served) }
}, ['fill-in-the-middle form: suffix', 'log-probabilities of prompts: /v1/score', 'prefix caching: prefix'])

// A vLLM that runs already, for example by `bench/servers/vllm.sh serve`.
const vllm = process.env.LATENT_TEST_VLLM
if (vllm !== undefined) {
  describeServer('vLLM', async () => ({ address: vllm, stop: async () => undefined }), [
    'fill-in-the-middle form: qwen',
    'structured output: structuredOutputs',
    'own request for gaps: no',
    'log-probabilities of prompts: echo',
    'prefix caching: prefix',
  ])
}
