import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { amxFilesLeftOut, leaveAmxOut } from '../../server/engine/local/amx/leaveAmxOut.ts'
import { mayHaveAmx } from '../../server/engine/local/amx/processorWithAmx.ts'
import { tryBackend } from '../../server/engine/local/backendProbe.ts'
import { packVersion } from '../../server/models/packs/enginePack.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { answerOf, completion, fim, never, newEngine, processPath, stateOf } from './engines.ts'

const probePath = join(dirname(processPath), 'probe.js')
const buildForAmx = 'libggml-cpu-sapphirerapids.so'
const isOnLinux = process.platform === 'linux' && process.arch === 'x64'
const { platform, arch } = process
const cpuinfo = isOnLinux ? readFileSync('/proc/cpuinfo', 'utf8') : ''
const hasAmx = mayHaveAmx({ platform, arch, cpuinfo, name: cpus()[0]?.model ?? '' })

/** Where this user's data and temporary files are meanwhile. */
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-amx-test-'))
  mkdirSync(join(folder, 'data'))
  mkdirSync(join(folder, 'tmp'))
  vi.stubEnv('LATENT_DATA', join(folder, 'data'))
  vi.stubEnv('TMPDIR', join(folder, 'tmp'))
  // The system's loader writes what each process loads, a file a process.
  vi.stubEnv('LD_DEBUG', 'files')
  vi.stubEnv('LD_DEBUG_OUTPUT', join(folder, 'loaded'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** The engine's builds for processors that were opened, with the folders that they were opened in. llama.cpp opens each to ask it for its worth. */
function openedBuilds(): { readonly names: ReadonlySet<string>; readonly folders: ReadonlySet<string> } {
  const texts = loadedFiles().map((file) => readFileSync(file, 'utf8'))
  const paths = [...texts.join('\n').matchAll(/calling init: (\S+\/linux-x64\/libggml-cpu-\S+\.so)/g)].map(
    ([, path]) => path ?? '',
  )
  return { names: new Set(paths.map((path) => basename(path))), folders: new Set(paths.map((path) => dirname(path))) }
}

function loadedFiles(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('loaded.'))
    .map((name) => join(folder, name))
}

/** Folders of links among a user's data. */
function linkFolders(): readonly string[] {
  const place = join(folder, 'data', 'engine', packVersion)
  return existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : []
}

describe.skipIf(!isOnLinux)('Without the build for AMX', () => {
  it('a backend that is tried computes what is right, by a build of the folder of links', async () => {
    vi.stubEnv('LATENT_AMX', 'off')
    expect(await tryBackend(probePath, 'off', process.env)).toMatchObject({ kind: 'works' })
    const [links] = linkFolders()
    const { names, folders } = openedBuilds()
    expect(names.size).toBeGreaterThan(1)
    expect([...names]).not.toContain(buildForAmx)
    expect([...folders]).toEqual([join(links ?? '', 'bins', 'linux-x64')])
  })

  it.each(['off', 'auto'] as const)(
    'an engine with the backend "%s" runs a DeepSeek-V2 model, and says the same',
    async (gpu) => {
      // A graphics card is not to be found.
      vi.stubEnv('VK_DRIVER_FILES', join(folder, 'none.json'))
      vi.stubEnv('VK_ICD_FILENAMES', join(folder, 'none.json'))
      const usual = await said(gpu)
      for (const file of loadedFiles()) rmSync(file)
      vi.stubEnv('LATENT_AMX', 'off')
      const { text, log } = await said(gpu)
      expect(text).not.toBe('')
      expect(text).toBe(usual.text)
      expect(log).toContain(`${buildForAmx} (LATENT_AMX=on takes it)`)
      expect([...openedBuilds().folders]).toEqual([join(linkFolders()[0] ?? '', 'bins', 'linux-x64')])
      if (hasAmx) return
      expect(usual.log).not.toContain(buildForAmx)
    },
  )

  it('a folder of data that cannot be written is no hindrance', async () => {
    vi.stubEnv('LATENT_AMX', 'off')
    writeFileSync(join(folder, 'data', 'engine'), '')
    expect(await tryBackend(probePath, 'off', process.env)).toMatchObject({ kind: 'works' })
    const { names, folders } = openedBuilds()
    expect([...names]).not.toContain(buildForAmx)
    expect([...folders].every((path) => path.startsWith(join(folder, 'tmp')))).toBe(true)
  })

  it('the folder of links is made anew for each backend that is opened, where somebody has deleted it', async () => {
    const env = { ...process.env, LATENT_AMX: 'off' }
    const log: string[] = []
    for (const _time of ['first', 'second']) {
      await leaveAmxOut(env, (line) => log.push(line))
      expect(linkFolders()).toHaveLength(1)
      rmSync(linkFolders()[0] ?? '', { recursive: true })
    }
    expect(log).toHaveLength(1)
  })

  it('the doctor has its name to tell', async () => {
    expect(await amxFilesLeftOut({ LATENT_AMX: 'off' })).toEqual([buildForAmx])
    expect(await amxFilesLeftOut({ LATENT_AMX: 'on' })).toEqual([])
    expect(await amxFilesLeftOut({})).toEqual(hasAmx ? [buildForAmx] : [])
  })
})

describe.skipIf(!isOnLinux || hasAmx)('On a processor without AMX', () => {
  it('nothing is left out, and no folder is made', async () => {
    expect(await tryBackend(probePath, 'off', process.env)).toMatchObject({ kind: 'works' })
    const { names, folders } = openedBuilds()
    expect([...names]).toContain(buildForAmx)
    expect([...folders].join()).toContain('node_modules')
    expect(linkFolders()).toEqual([])
  })
})

/** What a new engine process says, of which nothing is left to chance, and its log. */
async function said(gpu: 'off' | 'auto'): Promise<{ readonly text: string; readonly log: string }> {
  const modelPath = join(folder, 'model.gguf')
  if (!existsSync(modelPath)) await writeDeepseek2(modelPath)
  const log: string[] = []
  const engine = newEngine(modelPath, { gpu, contextSize: 256 }, { log: (line) => log.push(line) })
  try {
    engine.start()
    expect(await stateOf(engine, 'ready', 'failed')).toMatchObject({ kind: 'ready' })
    const { text } = await answerOf(engine.complete(completion(fim('const total = ', 'su')), never))
    return { text, log: log.join('\n') }
  } finally {
    await engine.dispose()
  }
}
