import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import { faulty, sound } from './code.ts'
import { folderWith, latent, program } from './latent.ts'

/** A client of the official SDK, connected to `latent mcp` in a folder. */
async function connected(folder: string, ...options: readonly string[]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp', ...options],
    cwd: folder,
    env: { ...(process.env as Record<string, string>), LC_ALL: 'en_US.UTF-8' },
    stderr: 'ignore',
  })
  await client.connect(transport)
  onTestFinished(() => client.close())
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const { content, isError, structuredContent } = await client.callTool({ name, arguments: args })
  const [first] = content as { readonly text?: string }[]
  return { text: first?.text ?? '', isError: isError === true, result: structuredContent as Record<string, unknown> | undefined }
}

interface Reviewed {
  readonly findings: readonly { readonly id: string; readonly start: { readonly line: number } }[]
}

describe('latent mcp', () => {
  it('lists tools that only read, each with what it takes and gives', async () => {
    const { tools } = await (await connected(folderWith({}))).listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(['complete', 'explain_finding', 'review_changes', 'review_file'])
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
      expect(inputSchema.type).toBe('object')
      expect(outputSchema?.type).toBe('object')
    }
  })

  it('reviews a file, says how far it is, explains what it found and keeps it as a resource', async () => {
    const folder = folderWith({ 'src/clock.ts': faulty })
    const client = await connected(folder)
    const steps: string[] = []
    const { structuredContent } = await client.callTool(
      { name: 'review_file', arguments: { path: 'src/clock.ts' } },
      { onprogress: ({ message = '' }) => steps.push(message) },
    )
    const { findings } = structuredContent as unknown as Reviewed
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      path: 'src/clock.ts',
      start: { line: 5 },
      quote: 'minutes',
      fixes: [{ verified: true, edits: [{ newText: 'seconds' }] }],
    })
    expect(steps).toContain('src/clock.ts clock')

    const id = findings[0]?.id ?? ''
    const { result } = await call(client, 'explain_finding', { id })
    expect(result?.explanation).toMatch(/minutes|seconds/)
    const { resources } = await client.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual(expect.arrayContaining(['latent://findings', `latent://findings/${id}`]))
    const [content] = (await client.readResource({ uri: `latent://findings/${id}` })).contents
    expect(JSON.parse((content as { text: string }).text)).toMatchObject({ id, path: 'src/clock.ts' })
    expect(readFileSync(join(folder, 'src/clock.ts'), 'utf8')).toBe(faulty)
    expect(readdirSync(folder)).toEqual(['src'])
  })

  it('reviews what was changed since the last commit', async () => {
    const folder = folderWith({ 'clock.ts': sound, 'other.ts': sound })
    const git = (...words: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words])
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'first')
    writeFileSync(join(folder, 'clock.ts'), faulty)
    const { result } = await call(await connected(folder), 'review_changes', {})
    expect(result).toMatchObject({ findings: [{ path: 'clock.ts', start: { line: 5 } }] })
  })

  it('completes code at a place', async () => {
    const folder = folderWith({ 'add.ts': 'export function add(left: number, right: number) {\n  return \n}\n' })
    const { result } = await call(await connected(folder), 'complete', { path: 'add.ts', line: 2, column: 10 })
    expect(result?.completions).toEqual(expect.arrayContaining([expect.stringContaining('left + right')]))
  })

  it.each([
    ['../secret.ts', 'it lies outside of the folders that were given'],
    ['/etc/hostname', 'it lies outside of the folders that were given'],
    ['link.ts', 'it lies outside of the folders that were given'],
    ['.env', 'its name says that it holds secrets'],
    ['gone.ts', 'it does not exist'],
  ])('looks at nothing outside of its roots: %s', async (path, why) => {
    const around = folderWith({ 'secret.ts': faulty, 'project/.env': 'KEY=1\n' })
    const folder = join(around, 'project')
    symlinkSync(join(around, 'secret.ts'), join(folder, 'link.ts'))
    const { isError, text } = await call(await connected(folder), 'review_file', { path })
    expect(isError).toBe(true)
    expect(text).toContain(why)
  })

  it('tells in one line what is wrong with a question', async () => {
    const client = await connected(folderWith({}))
    expect(await call(client, 'explain_finding', { id: 'none' })).toMatchObject({
      isError: true,
      text: 'No review of this connection found "none". Review the file again.',
    })
    expect((await call(client, 'complete', { path: 'a.ts', line: 0, column: 1 })).isError).toBe(true)
    await expect(client.readResource({ uri: 'latent://findings/none' })).rejects.toMatchObject({ code: -32602 })
  })

  it.each([
    ['review_file', { firstLine: 9 }, 'add.ts has 2 lines; there are no lines 9 to 2. '],
    ['review_file', { firstLine: 2, lastLine: 1 }, 'add.ts has 2 lines; there are no lines 2 to 1. '],
    ['complete', { line: 9, column: 1 }, 'add.ts has 2 lines; there is no line 9. '],
  ])('%s of lines that are not there, %j, is no empty answer', async (tool, lines, why) => {
    const client = await connected(folderWith({ 'add.ts': 'export const sum = 1\n' }))
    const { isError, text } = await call(client, tool, { path: 'add.ts', ...lines })
    expect(isError).toBe(true)
    expect(text).toContain(why)
  })

  it('ends when its client closes the input', async () => {
    const child = spawn(process.execPath, [program, 'mcp'], { cwd: folderWith({}), stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('refuses a root that is no folder', async () => {
    const { code, stderr } = await latent(['mcp', '--root', 'gone'], { cwd: folderWith({}) })
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'latent: gone does not exist or cannot be read. Check the path.\n' })
  })
})
