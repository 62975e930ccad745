import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../server/features/doctor/facts.ts'
import type { DoctorReport } from '../../../server/protocol/doctor.ts'
import { wellReport } from './report.ts'

const gib = 2 ** 30

function disk(more: Partial<DoctorReport> = {}): readonly string[] {
  return factsOf({ ...wellReport, ...more }, 'en').find(({ name }) => name === 'Disk')?.values ?? []
}

describe('what Latent takes of the disk is told with the way to be rid of it', () => {
  test('for models, which are summed', () => {
    const { models } = wellReport
    const files = [...models.files, { name: 'other.gguf', bytes: gib }]
    expect(disk({ models: { ...models, files } }).slice(1)).toEqual([
      'models take 1.50 GiB; `latent models remove NAME` deletes one',
    ])
  })

  test('for downloads that were stopped, and engine packs that are installed', () => {
    const { models, packs } = wellReport
    const installed = packs.map((pack) => ({ ...pack, installed: pack.name === 'cuda' }))
    expect(disk({ models: { ...models, files: [], begunBytes: gib / 4 }, packs: installed }).slice(1)).toEqual([
      'stopped downloads take 0.25 GiB; `latent models pull NAME` goes on with one, `latent models remove NAME` deletes it',
      'engine packs take 1.00 GiB; `latent engine remove NAME` deletes one',
    ])
  })

  test('for states that are kept across restarts', () => {
    expect(disk({ models: { ...wellReport.models, files: [] }, states: { bytes: gib / 8 } }).slice(1)).toEqual([
      'what the model has read of recent files takes 0.13 GiB; turning `latent.engine.keepState` off deletes it',
    ])
  })

  test('and a folder of models that cannot be read is not called empty', () => {
    const models = { ...wellReport.models, files: [], unreadable: 'permission denied' }
    const row = (language: 'en' | 'zh') =>
      factsOf({ ...wellReport, models }, language).find(({ name }) => /^Models$|^模型文件$/.test(name))
    expect(row('en')?.values).toEqual(['the folder cannot be read: permission denied'])
    expect(row('zh')?.values).toEqual(['无法读取该文件夹：权限不足'])
  })

  test('and not where there is nothing', () => {
    expect(disk({ models: { ...wellReport.models, files: [] } })).toEqual([
      '50.0 GiB free where models are kept: /home/maria/models',
    ])
  })
})

test('builds of the engine that are left out are told beside the processor, with the reason', () => {
  const processor = { name: 'Some Xeon', cores: 16, leftOut: ['libggml-cpu-sapphirerapids.so'] }
  const row = (language: 'en' | 'zh', of: DoctorReport['processor']) =>
    factsOf({ ...wellReport, processor: of }, language).find(({ name }) => /^Processor$|^处理器$/.test(name))?.values
  expect(row('en', processor)).toEqual([
    'Some Xeon, 16 cores',
    "without libggml-cpu-sapphirerapids.so: llama.cpp's build for AMX ends the engine with DeepSeek-V2 models",
  ])
  expect(row('zh', processor)?.[1]).toBe(
    '不使用 libggml-cpu-sapphirerapids.so：llama.cpp 的 AMX 版本会让引擎在运行 DeepSeek-V2 模型时终止',
  )
  expect(row('en', wellReport.processor)).toEqual(['Some CPU, 8 cores'])
})
