import { execFileSync } from 'node:child_process'

/** Resident memory of a server and of its engine process, in MB. */
export interface Memory {
  readonly server: number
  readonly engine: number
}

export function memoryOf(server: number | undefined): Memory {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, kilobytes, args]) => ({ pid: Number(pid), parent: Number(parent), mb: Number(kilobytes) / 1024, args }))
  const own = processes.find(({ pid }) => pid === server)
  const engine = processes.find(({ parent, args }) => parent === server && args?.includes('engine.js'))
  if (own === undefined || engine === undefined) throw new Error('the server or its engine process is gone')
  return { server: Math.round(own.mb), engine: Math.round(engine.mb) }
}
