import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isBuiltForAmx, leavesAmxOut, mayHaveAmx, type Processor } from '../../../../server/engine/local/amx/processorWithAmx.ts'

/** As Linux tells of it, with some of the flags. */
function cpuinfo(flags: string): string {
  return `processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vme ${flags} sse2\nbugs\t\t: spectre_v1\n\n`
}

const xeon: Processor = {
  platform: 'linux',
  arch: 'x64',
  name: 'Intel(R) Xeon(R) Platinum 8480+',
  cpuinfo: cpuinfo('avx512f amx_bf16 avx512_fp16 amx_tile amx_int8'),
}

describe('A processor with AMX', () => {
  it('is known on Linux by its flags, whatever its name', () => {
    expect(mayHaveAmx(xeon)).toBe(true)
    expect(mayHaveAmx({ ...xeon, name: 'INTEL(R) XEON(R) 6980P' })).toBe(true)
    expect(mayHaveAmx({ ...xeon, cpuinfo: cpuinfo('avx512f avx512_bf16') })).toBe(false)
    expect(mayHaveAmx({ ...xeon, cpuinfo: '' })).toBe(false)
    expect(mayHaveAmx({ ...xeon, cpuinfo: 'model name\t: amx_tile\nflags\t\t: fpu\n' })).toBe(false)
  })

  it('may be any Xeon on Windows, where Node tells no flags', () => {
    const there = { ...xeon, platform: 'win32', cpuinfo: '' } as const
    expect(mayHaveAmx(there)).toBe(true)
    expect(mayHaveAmx({ ...there, name: 'Intel Xeon Processor (SapphireRapids)' })).toBe(true)
    for (const name of ['13th Gen Intel(R) Core(TM) i9-13900K', 'AMD EPYC 9654 96-Core Processor', '']) {
      expect(mayHaveAmx({ ...there, name })).toBe(false)
    }
  })

  it('is in no Mac, and none of another architecture', () => {
    expect(mayHaveAmx({ ...xeon, platform: 'darwin', cpuinfo: '' })).toBe(false)
    expect(mayHaveAmx({ ...xeon, arch: 'arm64' })).toBe(false)
  })
})

describe('LATENT_AMX', () => {
  const plain = { ...xeon, cpuinfo: cpuinfo('avx2') }

  it('leaves it to the processor where it is absent or says something else', () => {
    for (const env of [{}, { LATENT_AMX: '' }, { LATENT_AMX: 'yes' }]) {
      expect([leavesAmxOut(env, xeon), leavesAmxOut(env, plain)]).toEqual([true, false])
    }
  })

  it('decides for any processor where it is on or off', () => {
    expect([leavesAmxOut({ LATENT_AMX: 'on' }, xeon), leavesAmxOut({ LATENT_AMX: 'on' }, plain)]).toEqual([false, false])
    expect([leavesAmxOut({ LATENT_AMX: 'off' }, xeon), leavesAmxOut({ LATENT_AMX: 'off' }, plain)]).toEqual([true, true])
  })
})

describe('A build for AMX', () => {
  it.each([
    'libggml-cpu-sapphirerapids.so',
    'bins/linux-x64/libggml-cpu-sapphirerapids.so',
    'bins\\win-x64\\ggml-cpu-sapphirerapids.dll',
  ])('is %s', (file) => expect(isBuiltForAmx(file)).toBe(true))

  it.each(['libggml-cpu-icelake.so', 'libggml-base.so', 'libggml-cpu-sapphirerapids.so/readme', 'llama-addon.node'])(
    'is not %s',
    (file) => expect(isBuiltForAmx(file)).toBe(false),
  )

  const bins = binsOfProcessor()
  // The words are those of `ggml_amx_init` in ggml/src/ggml-cpu/amx/mmq.cpp.
  it.skipIf(bins === undefined)('is each one of the package that holds code for it, and no other', () => {
    const builds = readdirSync(bins ?? '').filter((file) => /ggml-cpu/.test(file))
    const withCode = builds.filter((file) => readFileSync(join(bins ?? '', file)).includes('AMX is not ready to be used'))
    expect(builds.length).toBeGreaterThan(1)
    expect(withCode).toEqual(builds.filter(isBuiltForAmx))
    expect(withCode).toHaveLength(1)
  })
})

/** The libraries of the engine for the processor; undefined where its package knows no AMX or is not installed. */
function binsOfProcessor(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { resolve } = createRequire(import.meta.resolve('node-llama-cpp'))
  const bins = join(dirname(dirname(resolve('@node-llama-cpp/linux-x64'))), 'bins', 'linux-x64')
  return existsSync(bins) ? bins : undefined
}
