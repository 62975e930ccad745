// What this machine's graphics card does with a model of a real size: `npm run build`, then `npm run bench -- card [--shape
// deepseek-coder-v2-lite-instruct] [--model NAME|PATH] [--gpu auto|cuda|vulkan|off] [--lengths 512,2048,8192] [--users 1,4,16,32]
// [--folder out/bench] [--only memory|speed|users]`. Without --model it writes a file of the catalogue entry's shape with random weights in 4 bits, which
// is as large and as fast as the real model and needs no download. Compares the memory plan with what llama.cpp allocates, measures
// reading and writing with and without flash attention, and several users at once. Prints tables and writes out/bench/card.json.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { entryNamed } from '../../server/models/catalogue.ts'
import { headOfFile, modelOfFiles } from '../../server/models/plan/fileModel.ts'
import { modelPath } from '../model.ts'
import { compareMemory, type MemoryRow, type Variant } from './memory.ts'
import { writeRandomModel } from './randomModel.ts'
import { type Attention, measureSpeed, measureUsers, type SpeedRow, type UsersRow } from './speed.ts'

const { values: options } = parseArgs({
  options: {
    shape: { type: 'string', default: 'deepseek-coder-v2-lite-instruct' },
    model: { type: 'string' },
    gpu: { type: 'string', default: 'auto' },
    lengths: { type: 'string', default: '512,2048,8192' },
    users: { type: 'string', default: '1,4,16,32' },
    folder: { type: 'string', default: 'out/bench' },
    only: { type: 'string' },
  },
})
const { only } = options
const gpu = (['auto', 'cuda', 'vulkan', 'off'] as const).find((name) => name === options.gpu)
if (gpu === undefined) throw new Error(`--gpu cannot be ${options.gpu}.`)
const path = options.model === undefined ? await randomModel(options.shape) : await modelPath(options.model)
const load = { modelName: options.model ?? options.shape, modelPath: path, gpu }
const wants = (part: string) => only === undefined || only === part
const numbers = (list: string) => list.split(',').map(Number)
const mib = 2 ** 20

/** Quantised caches are read with flash attention only. */
const attentions: readonly Attention[] = [
  { flashAttention: 'on', kvCacheType: 'f16' },
  { flashAttention: 'off', kvCacheType: 'f16' },
  { flashAttention: 'on', kvCacheType: 'q8_0' },
  { flashAttention: 'on', kvCacheType: 'q5_1' },
]
const memory = gpu !== 'off' && wants('memory') ? await memoryRows(gpu) : []
const speed: SpeedRow[] = []
const users: UsersRow[] = []
if (wants('speed')) {
  for (const attention of attentions) {
    // llama.cpp ends the engine where a card cannot do what was asked: a figure by itself.
    const rows = await measureSpeed(load, attention, numbers(options.lengths)).catch((error: unknown) => {
      console.error(`${JSON.stringify(attention)}: ${String(error)}`)
      return []
    })
    speed.push(...rows)
    console.table(rows.map(rounded))
  }
}
if (wants('users')) {
  for (const count of numbers(options.users)) {
    users.push(await measureUsers(load, count))
    console.table(users.slice(-1).map(rounded))
  }
}
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/card.json', `${JSON.stringify({ path, gpu, memory, speed, users }, undefined, 2)}\n`)

/** The file, which stays for the next run. */
async function randomModel(shapeOf: string): Promise<string> {
  const entry = entryNamed(shapeOf)
  if (entry?.shape === undefined) throw new Error(`--shape: no model of the catalogue is called ${shapeOf}.`)
  mkdirSync(options.folder, { recursive: true })
  const file = join(options.folder, `random-${shapeOf}.gguf`)
  if (!existsSync(file)) {
    console.log(`writing ${file}`)
    await writeRandomModel(file, entry.shape)
  }
  return file
}

async function memoryRows(backend: 'auto' | 'cuda' | 'vulkan'): Promise<readonly MemoryRow[]> {
  const read = await modelOfFiles(path, [headOfFile(path)])
  if (read.kind !== 'known') throw new Error(read.reason)
  const whole = { onCard: 1, contextTokens: 16_384, sequences: 2, kvCacheType: 'f16', flashAttention: true } as const
  const variants: readonly Variant[] = [
    whole,
    { ...whole, contextTokens: 32_768 },
    { ...whole, flashAttention: false },
    { ...whole, contextTokens: 4096, sequences: 32 },
    { ...whole, onCard: 0.5 },
    { ...whole, onCard: 0.1 },
    { ...whole, contextTokens: 32_768, kvCacheType: 'q8_0' },
    { ...whole, contextTokens: 32_768, kvCacheType: 'q5_1' },
  ]
  const rows: MemoryRow[] = []
  for await (const row of compareMemory(backend, path, read.model, variants)) {
    rows.push(row)
    console.log(memoryLine(row))
  }
  return rows
}

/** Planned / allocated MiB and the error, on the card and in the machine's memory. */
function memoryLine({ card, ram, cardFilledBytes, ...row }: MemoryRow): string {
  const told = ({ plannedBytes: planned, allocatedBytes: allocated }: MemoryRow['card']) =>
    `${(planned / mib).toFixed(0)} / ${(allocated / mib).toFixed(0)} MiB (${((planned / allocated - 1) * 100).toFixed(2)} %)`
  const flash = row.flashAttention ? 'flash' : 'no flash'
  const how = `${row.gpuLayers} layers, ${row.sequences} × ${row.contextTokens} ${row.kvCacheType}, ${flash}`
  return `${how}: card ${told(card)}, filled ${(cardFilledBytes / mib).toFixed(0)}; memory ${told(ram)}`
}

function rounded<Row extends object>(row: Row) {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Math.round(value * 10) / 10 : value]),
  )
}
