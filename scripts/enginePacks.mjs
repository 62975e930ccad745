// `node scripts/enginePacks.mjs`: writes server/models/packs/packTable.ts anew, after node-llama-cpp got another version. Asks npm and pip for
// each archive of a pack, and reads its size and digest off the archive itself; one that cannot be had leaves its pack out, with a line.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const version = JSON.parse(readFileSync('package.json', 'utf8')).dependencies['node-llama-cpp']

/** CUDA 13 is for drivers from 580 on; the build of CUDA 12 is an extension of the other one. */
const runtimes = {
  cuda: { folder: 'nvidia/cu13/lib/', wheels: ['nvidia-cuda-runtime==13.0.96', 'nvidia-cublas==13.0.2.14'], major: 13 },
  cuda12: { folder: 'nvidia/*/lib/', wheels: ['nvidia-cuda-runtime-cu12==12.9.79', 'nvidia-cublas-cu12==12.9.1.4'], major: 12 },
}
const platforms = [
  {
    platform: 'linux-x64',
    package: 'linux-x64-cuda',
    wheelTag: 'manylinux_2_27_x86_64',
    library: (name, major) => `lib${name}.so.${major}`,
    backend: 'libggml-cuda.so',
  },
  {
    platform: 'win32-x64',
    package: 'win-x64-cuda',
    wheelTag: 'win_amd64',
    library: (name, major) => `${name}64_${major}.dll`,
    backend: 'ggml-cuda.dll',
  },
]

const packs = []
for (const each of platforms) {
  for (const [name, runtime] of Object.entries(runtimes)) {
    try {
      packs.push({ name, platform: each.platform, parts: partsOf(name, runtime, each) })
      console.log(`${name} for ${each.platform}: written`)
    } catch (error) {
      console.log(`${name} for ${each.platform}: left out (${String(error.message).split('\n')[0]})`)
    }
  }
}
writeFileSync(
  'server/models/packs/packTable.ts',
  `// Written by \`node scripts/enginePacks.mjs\` from what the registries have. Do not edit.
import type { PackTable } from './enginePack.ts'

export const packTable: PackTable = ${JSON.stringify({ version, packs }, undefined, 2)}
`,
)
execFileSync('npx', ['biome', 'check', '--write', 'server/models/packs/packTable.ts'], { stdio: 'inherit' })

function partsOf(name, runtime, { package: main, wheelTag, library, backend }) {
  const scope = '@node-llama-cpp/'
  const extended = name === 'cuda12' ? [`${main}-ext`] : []
  // Libraries are found beside the one that needs them.
  const libraries = extended.length > 0 ? `${scope}${main}-ext/bins/${main}/fallback/` : `${scope}${main}/bins/${main}/`
  // node-llama-cpp takes the build of CUDA 13 wherever it finds that runtime, also one that the user has, and the other one only where not.
  const left = extended.length > 0 ? [`package/bins/${main}/${backend}`] : []
  return [
    npmPart(`${scope}${main}`, left),
    ...extended.map((each) => npmPart(`${scope}${each}`, [])),
    ...runtime.wheels.map((wheel) => wheelPart(wheel, wheelTag, libraries, runtime, library)),
  ]
}

function npmPart(name, leave) {
  return inFolder((folder) => {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', folder], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
    return {
      file: packed.filename,
      bytes: packed.size,
      unpackedBytes: packed.unpackedSize - bytesOf(packed, leave),
      digest: packed.integrity,
      archive: 'tar',
      registry: 'npm',
      address: `${name}/-/${name.split('/')[1]}-${version}.tgz`,
      licence: 'MIT',
      take: [{ from: 'package/', to: `${name}/` }],
      ...(leave.length === 0 ? {} : { leave }),
    }
  })
}

function bytesOf({ files }, leave) {
  return files.filter(({ path }) => leave.includes(`package/${path}`)).reduce((sum, { size }) => sum + size, 0)
}

function wheelPart(requirement, tag, libraries, { major }, library) {
  return inFolder((folder) => {
    const platform = ['--platform', tag, '--platform', tag.replace('_2_27', '2014'), '--platform', tag.replace('_2_27', '1')]
    const options = ['--no-deps', '--only-binary=:all:', '--quiet', ...platform, requirement]
    execFileSync('pip', ['download', '--dest', folder, ...options], { stdio: 'ignore' })
    const [file] = readdirSync(folder)
    const report = JSON.parse(
      execFileSync('pip', ['install', '--dry-run', '--ignore-installed', '--target', folder, '--report', '-', ...options], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
    const [, address] = /\/packages\/((?:[0-9a-f]+\/){3}[^/#]+)/.exec(report.install[0].download_info.url)
    const path = join(folder, file)
    const entries = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' }).trim().split('\n')
    const wanted = ['cudart', 'cublas', 'cublasLt'].map((name) => library(name, major))
    const found = entries.filter((entry) => wanted.includes(entry.split('/').at(-1)))
    const terms = entries.find((entry) => /\.dist-info\/licenses\/License\.txt$/.test(entry))
    return {
      file,
      bytes: statSync(path).size,
      unpackedBytes: found.reduce(
        (sum, entry) => sum + execFileSync('unzip', ['-p', path, entry], { maxBuffer: 2 ** 31 - 1 }).length,
        0,
      ),
      digest: createHash('sha256').update(readFileSync(path)).digest('hex'),
      archive: 'zip',
      registry: 'python',
      address,
      licence: 'NVIDIA CUDA EULA',
      take: [
        ...found.map((entry) => ({ from: entry, to: `${libraries}${entry.split('/').at(-1)}` })),
        { from: terms, to: `licences/${requirement.split('==')[0]}.txt` },
      ],
    }
  })
}

function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'latent-pack-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
