/** What tells of a processor without asking it. */
export interface Processor {
  readonly platform: NodeJS.Platform
  /** As Node names it. */
  readonly arch: string
  /** As the system names it, for example `Intel(R) Xeon(R) Platinum 8480+`. */
  readonly name: string
  /** The text of /proc/cpuinfo; empty where there is none. */
  readonly cpuinfo: string
}

/**
 * Whether a processor has, or may have, Intel's matrix unit AMX. Linux tells it among the flags of the processor. On Windows Node tells the name alone, so each
 * Xeon counts: no other processor has had the unit, and on a Xeon without it llama.cpp does not take the build that is left out anyway.
 */
export function mayHaveAmx({ platform, arch, name, cpuinfo }: Processor): boolean {
  if (arch !== 'x64') return false
  if (platform === 'linux') return /^flags\s*:.*\bamx_tile\b/m.test(cpuinfo)
  return platform === 'win32' && /\bXeon\b/i.test(name)
}

/**
 * Whether the engine leaves out its builds for AMX, by LATENT_AMX: `off` leaves them out on any processor, `on` nowhere; else where the processor may have it.
 */
export function leavesAmxOut(env: NodeJS.ProcessEnv, processor: Processor): boolean {
  if (env.LATENT_AMX === 'off' || env.LATENT_AMX === 'on') return env.LATENT_AMX === 'off'
  return mayHaveAmx(processor)
}

/**
 * Whether a file of an engine's package is a build for AMX. llama.cpp has one of them (`ggml_add_cpu_backend_variant(sapphirerapids …)` in
 * ggml/src/CMakeLists.txt of v0.5.0), which newer Xeons take as well.
 */
export function isBuiltForAmx(file: string): boolean {
  return /(?:^|[\\/])(?:lib)?ggml-cpu-sapphirerapids\.(?:so|dll)$/.test(file)
}
