import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hover } from 'vscode-languageserver/node'
import { serverProgram, TestClient } from './client.ts'

const han = /\p{Script=Han}/u
/** One name is wrong. */
const faulty = `/** The area of a rectangle. */
export function area(width: number, height: number): number {
  return width * width
}
`

describe('a server without a model', () => {
  let client: TestClient

  beforeAll(async () => {
    const settings = { model: '/no/such.gguf', completion: { maxLines: 'many' } }
    client = await TestClient.start({ locale: 'zh-cn', settings, initializationOptions: { trusted: false } })
  })
  afterAll(async () => {
    await client.stop()
  })
  const detail = (said: RegExp) =>
    client.until(`a status of ${said}`, () => client.statuses.findLast(({ detail = '' }) => said.test(detail)))

  it('speaks the language of the editor: in its state, in warnings, and where it refuses', async () => {
    const status = await detail(/\/no\/such\.gguf/)
    expect(status.detail).toBe('模型文件 /no/such.gguf 不存在。')
    expect(status.wayOut).toEqual({ text: '请检查路径，或选择模型。', command: 'latent.chooseModel' })
    await client.until('a warning', () => client.messages.length > 0)
    expect(client.messages[0]).toBe('Latent: latent.completion.maxLines 为 "many"；应为：1 到 64 之间的整数。将使用 8。')
    const uri = await client.open('a.ts', faulty)
    await expect(client.review(uri)).rejects.toMatchObject({
      code: -32803,
      message: '审查在不受信任的工作区中不可用；补全仍可使用。请先信任此工作区。',
      data: { code: 'untrusted', wayOut: { command: 'workbench.trust.manage' } },
    })
  })

  it('speaks another one as soon as the user sets it', async () => {
    await client.configure({ model: '/no/such.gguf', language: 'en' })
    const status = await detail(/does not exist/)
    expect(status.detail).toBe('The model file /no/such.gguf does not exist.')
    await expect(client.review(client.uriOf('a.ts'))).rejects.toMatchObject({
      message: 'Review is off in an untrusted workspace; completions work. Trust this workspace first.',
    })
    await client.configure({ model: '/no/such.gguf', language: 'auto' })
    expect((await detail(han)).detail).toBe('模型文件 /no/such.gguf 不存在。')
  })
})

describe('a server with a model', () => {
  let client: TestClient
  let uri: string

  beforeAll(async () => {
    client = await TestClient.start({ settings: { model: 'starter', language: 'zh-cn', review: { precision: 0.5 } } })
    await client.ready()
    uri = await client.open('area.ts', faulty)
  })
  afterAll(async () => {
    await client.stop()
  })
  const first = () => client.diagnosticsOf(uri)?.[0]

  it('shows findings, fixes and progress in the language of the settings, whatever the editor speaks', async () => {
    const { findings } = await client.review(uri, { workDoneToken: 'work' })
    // What a finding is stays English: programs rely on it.
    expect(findings[0]?.title).toMatch(/^[\x20-\x7e]+$/)
    expect(first()?.message).toMatch(han)
    expect(client.progress.find(({ value }) => value.kind === 'begin')?.value.title).toBe('正在审查 area.ts')
    const titles = (await client.codeActions(uri, first())).map(({ title }) => title)
    expect(titles).toContain('忽略：误报')
    expect((await hover())?.contents).toMatchObject({ value: expect.stringMatching(/把握 \d+ %/) })
  })

  it('shows what was found before in another language as soon as it is set', async () => {
    await client.configure({ model: 'starter', language: 'en', review: { precision: 0.5 } })
    await client.until('English diagnostics', () => !han.test(String(first()?.message ?? '中')))
    const titles = (await client.codeActions(uri, first())).map(({ title }) => title)
    expect(titles).toContain('Dismiss: false positive')
    expect((await hover())?.contents).toMatchObject({ value: expect.stringMatching(/\d+ % sure/) })
  })

  const hover = async (): Promise<Hover | null> => {
    const position = first()?.range.start
    return await client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position })
  }
})

it('The program prints its help in the language of the terminal', () => {
  const env = { ...process.env, LC_ALL: 'zh_CN.UTF-8' }
  expect(execFileSync(process.execPath, [serverProgram, '--help'], { encoding: 'utf8', env })).toMatch(/^用法：/)
})
