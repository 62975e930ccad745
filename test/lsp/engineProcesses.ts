import { execFileSync } from 'node:child_process'

export interface EngineProcess {
  readonly pid: number
  readonly megabytes: number
}

/** The engines that were started for a place where windows meet, LATENT_RUNTIME. */
export function enginesAt(runtime: string): readonly EngineProcess[] {
  return execFileSync('ps', ['-eo', 'pid=,rss=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((match) => match?.[3]?.startsWith('Z') === false && match[4]?.includes(`engine.js ${runtime}`))
    .map((match) => ({ pid: Number(match?.[1]), megabytes: Math.round(Number(match?.[2]) / 1024) }))
}
