import { readdirSync, readFileSync } from 'node:fs'
import { latentTarget, llamaTarget, type Target } from '../serve/target.ts'

/** A server that is killed and started again. */
export interface Restartable {
  readonly name: string
  /** Gives its address, which is another one each time. */
  start(): Promise<string>
  /** Without a word to its clients. */
  kill(): Promise<void>
  /** Kills the process that has the model alone; absent where the server is that process. */
  killEngine?(): void
}

const parallel = 4
const contextTokens = 2048

export function restartableLatent(modelPath: string): Restartable {
  let target: Target | undefined
  return {
    name: 'latent serve',
    start: async () => {
      target = await latentTarget(modelPath, parallel, contextTokens)
      return target.address
    },
    kill: async () => await target?.kill(),
    killEngine: () => {
      const engine = childrenOf(target?.pid ?? 0).find((pid) => commandOf(pid).includes('engine.js'))
      if (engine === undefined) throw new Error('latent serve has no engine process')
      process.kill(engine, 'SIGKILL')
    },
  }
}

export function restartableLlama(command: string, modelPath: string): Restartable {
  let target: Target | undefined
  return {
    name: 'llama-server',
    start: async () => {
      target = await llamaTarget(command, modelPath, 2, parallel, contextTokens)
      return target.address
    },
    kill: async () => await target?.kill(),
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && new RegExp(`^PPid:\\s+${parent}$`, 'm').test(read(`/proc/${name}/status`)))
    .map(Number)
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended meanwhile.
    return ''
  }
}
