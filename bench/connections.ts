// Opens many connections to `latent serve` at once that never ask anything, and asks it something meanwhile and afterwards:
// `node bench/run.mjs connections [--count 10000]`. Prints how many were taken, refused or cut, and how long the answers took. The system has to
// allow as many open files (`ulimit -n`).
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { writeDeepseek2 } from '../test/fixtures/deepseek2/model.ts'
import { latentTarget } from './serve/target.ts'

const { values: options } = parseArgs({ options: { count: { type: 'string', default: '10000' } } })
const modelPath = 'out/bench/tiny.gguf'
await writeDeepseek2(modelPath)
const target = await latentTarget(modelPath, 2, 1024)
const { port } = new URL(target.address)
const sockets: Socket[] = []
let [open, ended] = [0, 0]
try {
  console.log(`alone: ${await answerMs()} ms`)
  for (let index = 0; index < Number(options.count); index += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    sockets.push(socket)
    socket.on('connect', () => open++)
    socket.on('error', () => undefined)
    socket.on('close', () => ended++)
    // The accept queue of the system is short: what overflows it would be tried again a second later.
    if (index % 100 === 99) await wait(5)
  }
  // The connection of the first answer is kept for four seconds: the next answer is to need one of its own.
  await wait(5000)
  console.log(`${sockets.length} connections: ${open} were taken, ${ended} of them cut`)
  console.log(`beside them: ${await answerMs()} ms`)
  for (const socket of sockets) socket.destroy()
  await wait(500)
  console.log(`afterwards: ${await answerMs()} ms`)
} finally {
  await target.stop()
}

/** Time of a short completion; tried again where the connection is refused, as clients do. */
async function answerMs(): Promise<number> {
  const startedAt = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      await target.complete({ prefix: 'a', suffix: '' }, 1, () => undefined, AbortSignal.timeout(30_000))
      return Math.round(performance.now() - startedAt)
    } catch (error) {
      if (attempt === 60) throw error
      await wait(250)
    }
  }
}
