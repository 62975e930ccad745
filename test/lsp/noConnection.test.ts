import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TestClient } from './client.ts'
import { systemCallsIn, traceInto } from './hostile/systemCalls.ts'

const place = realpathSync(mkdtempSync(join(tmpdir(), 'latent-silent-')))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const faulty = `export function clock(totalSeconds: number): string {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return \`\${minutes}:\${String(minutes).padStart(2, '0')}\`
}
`

/** Where this machine does not let programs be traced, as in some containers, there is nothing that could be looked at. */
if (traceInto(join(place, 'try')) !== undefined) {
  describe('Nothing is sent to anybody', () => {
    it('in the editor: start, completion, review, chat, statistics, end', async () => {
      const trace = join(place, 'editor.txt')
      const client = await TestClient.start({
        files: { 'clock.ts': faulty, 'package.json': '{ "name": "clock" }\n' },
        startedBy: traceInto(trace) ?? [],
      })
      const uri = await client.open('clock.ts', faulty)
      await client.ready()
      expect(await client.complete(uri, 2, 18, 'invoked')).not.toEqual([])
      expect((await client.review(uri)).findings).not.toEqual([])
      await client.connection.sendRequest('latent/ask', { question: 'What does clock do?', references: [{ uri }] })
      await client.connection.sendRequest('latent/statistics')
      await client.stop()
      expectSilence(trace)
    })

    it.each([
      ['review', ['review', 'clock.ts']],
      ['complete', ['complete', 'clock.ts:3:19']],
      ['models list', ['models', 'list']],
      ['doctor', ['doctor', '--json']],
      ['help', ['--help']],
    ] as const)('on the command line: latent %s', (name, words) => {
      const trace = join(place, `${name}.txt`)
      const folder = join(place, name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'clock.ts'), faulty)
      const [program = '', ...options] = traceInto(trace) ?? []
      const { LATENT_MODEL, ...inherited } = process.env
      const env = { ...inherited, LATENT_DATA: join(folder, 'data'), LATENT_RUNTIME: join(folder, 'run') }
      const { stdout, stderr } = spawnSync(
        program,
        [...options, process.execPath, join(process.cwd(), 'dist/cli.js'), ...words],
        {
          cwd: folder,
          env,
          encoding: 'utf8',
        },
      )
      expect(stdout, stderr).not.toBe('')
      expectSilence(trace)
    })

    it('which a look at the system calls would show', () => {
      const trace = join(place, 'loud.txt')
      const [program = '', ...options] = traceInto(trace) ?? []
      const code = `require('node:net').connect(9, '127.0.0.1').on('error', () => {})
        const socket = require('node:dgram').createSocket('udp4'); socket.send('x', 9, '127.0.0.1', () => socket.close())`
      execFileSync(program, [...options, process.execPath, '-e', code])
      const { connections, sockets } = systemCallsIn(trace)
      expect(connections.length).toBeGreaterThan(0)
      expect(sockets.length).toBeGreaterThan(1)
    })
  })
}

/** Neither a connection to another machine was tried, nor was there a socket for one: name lookups would need one, too. */
function expectSilence(trace: string): void {
  const { connections, sockets, programs } = systemCallsIn(trace)
  expect(readFileSync(trace, 'utf8').length).toBeGreaterThan(1000)
  expect(programs.length).toBeGreaterThan(0)
  expect({ connections, sockets }).toEqual({ connections: [], sockets: [] })
}
