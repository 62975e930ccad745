import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelsResult } from '../../server/protocol/models.ts'
import type { StatusParams } from '../../server/protocol/requests.ts'
import { serverProgram, TestClient } from './client.ts'

const add = 'export function add(left: number, right: number): number {\n  return le\n}\n'

/** The engine process of a server: its only child that runs engine.js. */
function enginePid(client: TestClient): number {
  const children = execFileSync('ps', ['--ppid', String(client.process.pid), '-o', 'pid=,args='], { encoding: 'utf8' })
  const line = children.split('\n').find((each) => each.includes('engine.js'))
  if (line === undefined) throw new Error(`no engine process among:\n${children}`)
  return Number.parseInt(line.trim(), 10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended but was not waited for yet still answers signals.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function gone(pid: number): Promise<void> {
  for (let tries = 0; isAlive(pid) && tries < 600; tries++) await new Promise((resolve) => setTimeout(resolve, 100))
  expect(isAlive(pid)).toBe(false)
}

describe('the server and its engine', () => {
  let client: TestClient
  beforeAll(async () => {
    client = await TestClient.start()
    await client.ready()
  })
  afterAll(async () => {
    await client.stop()
  })

  const state = (wanted: (status: StatusParams) => boolean) =>
    client.until('the state', () => {
      const status = client.statuses.at(-1)
      return status !== undefined && wanted(status) ? status : undefined
    })

  it('tell the model, the backend and the reason for it', () => {
    expect(client.statuses.at(-1)).toMatchObject({
      state: 'ready',
      model: 'starter',
      backend: expect.any(String),
      detail: expect.any(String),
    })
  })

  it('complete again after the engine process was killed in mid-request', async () => {
    const uri = await client.open('killed.ts', add)
    const running = client.complete(uri, 1, 11).catch((error: Error) => error)
    process.kill(enginePid(client), 'SIGKILL')
    const answer = await running
    if (answer instanceof Error) expect(answer.message).not.toContain('\n')
    const completed = async () => (await client.complete(uri, 1, 11).catch(() => [])).length > 0
    const end = Date.now() + 30_000
    while (!(await completed())) {
      expect(Date.now()).toBeLessThan(end)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(client.process.exitCode).toBeNull()
    await client.close(uri)
  })

  it('name a model file that does not work in one line, and recover when the setting is mended', async () => {
    const uri = await client.open('mended.ts', add)
    const broken = { 'missing.gguf': undefined, 'text.gguf': 'this is no model', 'cut.gguf': 'GGUF\u0003\0\0\0' }
    for (const [name, content] of Object.entries(broken)) {
      const path = join(client.folder, name)
      if (content !== undefined) writeFileSync(path, content)
      await client.configure({ model: path })
      const failed = await state((status) => status.state === 'error' && status.detail?.includes(name) === true)
      expect(failed.detail).not.toContain('\n')
      expect(failed.wayOut?.text).toEqual(expect.any(String))
      expect(await client.complete(uri, 1, 11)).toEqual([])
      await expect(client.review(uri)).rejects.toMatchObject({ code: -32803, message: expect.stringContaining(name) })
    }
    await client.configure({ model: 'starter' })
    await client.ready()
    expect((await client.complete(uri, 1, 11)).length).toBeGreaterThan(0)
    await client.close(uri)
  })

  it('say that no model is chosen, with the way to choose one', async () => {
    await client.configure({ model: '' })
    const status = await state(({ state }) => state === 'noModel')
    expect(status.wayOut?.command).toBe('latent.chooseModel')
    await client.configure({ model: 'starter' })
    await client.ready()
  })

  it('tell the user of a wrong setting once and go on', async () => {
    const before = client.messages.length
    await client.configure({ model: 'starter', completion: { maxLines: 'many' } })
    await client.until('a message', () => client.messages.length > before)
    await client.configure({ model: 'starter', completion: { maxLines: 'many' }, review: { onSave: true } })
    await client.stats()
    expect(client.messages.slice(before).filter((message) => message.includes('latent.completion.maxLines'))).toHaveLength(1)
    expect(client.statuses.at(-1)?.state).toBe('ready')
    await client.configure({ model: 'starter' })
  })

  it('free the memory on demand and load the model again when it is needed', async () => {
    const pid = enginePid(client)
    await client.connection.sendRequest('latent/engine', { action: 'unload' })
    expect(client.statuses.at(-1)).toMatchObject({ state: 'ready', unloaded: true })
    await gone(pid)
    const uri = await client.open('unloaded.ts', add)
    expect((await client.complete(uri, 1, 11)).length).toBeGreaterThan(0)
    expect(client.statuses.at(-1)?.unloaded).toBeUndefined()
    await client.close(uri)
  })

  it('start the engine afresh on demand', async () => {
    const pid = enginePid(client)
    await client.connection.sendRequest('latent/engine', { action: 'restart' })
    await client.ready()
    expect(enginePid(client)).not.toBe(pid)
    await gone(pid)
  })

  it('list the models with what is on this machine and what fits', async () => {
    const { models } = await client.connection.sendRequest<ModelsResult>('latent/models', {})
    expect(models.find(({ name }) => name === 'starter')).toMatchObject({ installed: true, current: true, licence: 'Apache-2.0' })
    expect(models.filter(({ recommended }) => recommended).length).toBeLessThanOrEqual(1)
    for (const { fitDetail } of models) expect(fitDetail).not.toBe('')
    for (const { bytes, aboutBytes } of models) expect(bytes ?? aboutBytes).toBeGreaterThan(1e8)
  })

  it('have nothing to download for a model that is there, and refuse one that is unknown', async () => {
    const pull = (model: string) =>
      client.connection.sendRequest<{ path: string }>('latent/pull', { model, workDoneToken: 'pull' })
    expect(existsSync((await pull('starter')).path)).toBe(true)
    await expect(pull('no-such-model')).rejects.toMatchObject({ data: { code: 'modelUnknown' } })
  })

  it('review changes on save when the user wants it', async () => {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: client.folder, stdio: 'pipe' })
    git('init', '-q')
    client.write('saved.ts', '')
    git('add', 'saved.ts')
    git('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'empty')
    await client.configure({ model: 'starter', review: { onSave: true } })
    const uri = await client.open(
      'saved.ts',
      'export function area(width: number, height: number): number {\n  return width * width\n}\n',
    )
    await client.save(uri)
    await client.until('the result of a review', () => client.diagnosticsOf(uri) !== undefined)
    await client.configure({ model: 'starter' })
    await client.close(uri)
  })
})

describe('an untrusted workspace', () => {
  it('gets completions, and reviews only once it is trusted', async () => {
    const client = await TestClient.start({ initializationOptions: { trusted: false } })
    await client.ready()
    const uri = await client.open('add.ts', add)
    expect((await client.complete(uri, 1, 11)).length).toBeGreaterThan(0)
    await expect(client.review(uri)).rejects.toMatchObject({ code: -32803, data: { code: 'untrusted' } })
    await client.connection.sendNotification('latent/trusted', { trusted: true })
    expect(await client.review(uri)).toMatchObject({ incomplete: [] })
    expect(await client.stop()).toBe(0)
  })

  it('cannot choose the model by files of its own', async () => {
    const evil = '{"latent.model":"/tmp/evil.gguf","latent":{"model":"/tmp/evil.gguf"},"model":"/tmp/evil.gguf"}'
    const client = await TestClient.start({
      files: { '.vscode/settings.json': evil, '.latent/settings.json': evil, 'latent.json': evil, '.latentrc': evil },
    })
    expect((await client.ready()).model).toBe('starter')
    await client.stop()
  })
})

describe('the end of the server', () => {
  it('is exit code 0 after shutdown and exit, and takes the engine with it', async () => {
    const client = await TestClient.start()
    await client.ready()
    const pid = enginePid(client)
    expect(await client.stop()).toBe(0)
    await gone(pid)
  })

  it('comes when its input is closed, also in the middle of a request', async () => {
    const client = await TestClient.start()
    await client.ready()
    const pid = enginePid(client)
    const uri = await client.open('add.ts', add)
    void client.complete(uri, 1, 11).catch(() => undefined)
    client.process.stdin?.end()
    await client.exited
    await gone(pid)
  })

  it('comes when the editor that started it dies, also where it is not its parent', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const server = spawn(process.execPath, [serverProgram, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] })
    const exited = new Promise((resolve) => server.on('exit', resolve))
    const message = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: editor.pid, rootUri: null, capabilities: {} },
    })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`)
    await new Promise((resolve) => server.stdout.once('data', resolve))
    editor.kill('SIGKILL')
    await exited
  })
})

describe('the program', () => {
  const run = (...words: string[]) =>
    execFileSync(process.execPath, [serverProgram, ...words], {
      ...{ encoding: 'utf8', stdio: 'pipe', env: { ...process.env, LC_ALL: 'en_US.UTF-8' } },
    })

  it('prints its help and its version', () => {
    expect(run('--help')).toMatchSnapshot()
    expect(run('--version').trim()).toBe(
      JSON.parse(readFileSync(join(serverProgram, '..', '..', 'package.json'), 'utf8')).version,
    )
  })

  it('says what is missing when it is started without a transport', () => {
    expect(() => run()).toThrow(/--stdio or --ipc/)
  })

  it('speaks over IPC, too', async () => {
    const { fork } = await import('node:child_process')
    const child = fork(serverProgram, ['--ipc'], { silent: true, execArgv: [] })
    const answer = new Promise<unknown>((resolve) => child.once('message', resolve))
    child.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } })
    expect(await answer).toMatchObject({ id: 1, result: { serverInfo: { name: 'Latent' } } })
    const exited = new Promise((resolve) => child.on('exit', resolve))
    child.disconnect()
    await exited
  })
})
