import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { catalogue } from '../../server/models/catalogue.ts'
import { fileOf } from '../../server/models/catalogueEntry.ts'
import { aboutBytesOf, fitOfBytes, suitableFile } from '../../server/models/choice.ts'
import { fitOfEntry, fitOfFile } from '../../server/models/modelFit.ts'
import { machineOf } from '../../server/models/plan/cards.ts'
import { fitBar, fitSentence } from '../../server/models/plan/fitText.ts'
import type { Machine } from '../../server/models/plan/machine.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'

const lite = catalogue.find(({ name }) => name === 'deepseek-coder-v2-lite-instruct') ?? expect.fail()
const q6 = fileOf(lite, 'Q6_K')

/** A machine on which so many GB of its memory are free. */
function withFree(ramGb: number, freeGb: number): Machine {
  const machine = machineOf(0, ramGb)
  return { ...machine, ram: { ...machine.ram, freeBytes: freeGb * 1e9 } }
}

describe('What is downloaded', () => {
  it.each([
    [0, 32, 'Q6_K'],
    [24, 32, 'Q6_K'],
    [12, 32, 'Q4_K_M'],
    [0, 16, 'Q5_K_M'],
  ])('for a card of %i GB beside %i GB of memory is the quantisation that its plan has: %s', (vram, ram, quantisation) => {
    expect(suitableFile(lite, machineOf(vram, ram), {})?.quantisation).toBe(quantisation)
  })

  it('is the usual one where none fits', () => {
    expect(suitableFile(lite, machineOf(0, 4), {})?.quantisation).toBe('Q4_K_M')
  })
})

describe('A model in the picker', () => {
  it('is told with what it takes and for what, and with a bar', () => {
    const machine = machineOf(24, 32)
    const fit = fitOfEntry(lite, q6, machine, {})
    expect(fit.fit).toBe('fits')
    expect(fitSentence(fit, machine, 'en')).toBe(
      '15.2 of 24 GB: weights 13.9, 2 × 16,384 tokens of context 1.0 (ordinary attention: 9.1), buffers 0.3.',
    )
    expect(fitSentence(fit, machine, 'zh')).toMatch(/^15\.2 \/ 24 GB：权重 13\.9，.+。$/)
    expect(fitBar(fit, machine, 16)).toMatch(/^█{9}▓[▒░]{6}$/)
  })

  it('has a size before the hub was asked: within a twentieth of what its 7 billion weights take in the quantisation', () => {
    const entry = catalogue.find(({ name }) => name === 'qwen2.5-coder-7b') ?? expect.fail()
    const bytes = (quantisation: string) =>
      aboutBytesOf(fitOfEntry(entry, fileOf(entry, quantisation), machineOf(24, 32), {})) ?? 0
    expect(fileOf(entry, 'Q6_K')).not.toHaveProperty('bytes')
    // Both quantisations by their bits a weight (6.56 and 8.5 in llama.cpp's ggml-common.h), of 7.6 billion weights.
    expect(bytes('Q6_K') / ((7.6e9 * 6.56) / 8)).toBeCloseTo(1, 1)
    expect(bytes('Q8_0') / ((7.6e9 * 8.5) / 8)).toBeCloseTo(1, 1)
    expect(bytes('Q4_K_M')).toBe(fileOf(entry, 'Q4_K_M')?.bytes)
    expect(aboutBytesOf(fitOfBytes(4e9, machineOf(24, 32)))).toBeUndefined()
  })

  it('follows the settings', () => {
    const machine = machineOf(24, 32)
    const fit = fitOfEntry(lite, q6, machine, { contextTokens: 8192, kvCacheType: 'q4_0' })
    expect(fitSentence(fit, machine, 'en')).toContain('2 × 8,192 tokens of context 0.1 in q4_0')
  })

  it('is tight where other programs have to be closed first', () => {
    const machine = withFree(32, 12)
    const fit = fitOfEntry(lite, q6, machine, {})
    expect(fit.fit).toBe('tight')
    expect(fitSentence(fit, machine, 'en')).toMatch(
      /^Close other programs first: 12\.0 GB are free\. 14\.7 of 32 GB of memory: .+\.$/,
    )
  })

  it('is too big where no plan fits, and has no bar then', () => {
    const machine = machineOf(0, 8)
    const fit = fitOfEntry(lite, q6, machine, {})
    expect(fit.fit).toBe('tooBig')
    expect(fitSentence(fit, machine, 'en')).toBe('Needs 14.7 GB; a model may take 6.4 GB here.')
    expect(fitBar(fit, machine, 16)).toBeUndefined()
  })

  it('is judged by its size where nothing else is known, and not at all without it', () => {
    const machine = withFree(16, 8)
    expect([4e9, 10e9, 20e9, undefined].map((bytes) => fitOfBytes(bytes, machine).fit)).toEqual([
      'fits',
      'tight',
      'tooBig',
      'unknown',
    ])
    expect(fitSentence(fitOfBytes(4e9, machine), machine, 'en')).toBe('4.0 GB of weights, and its context.')
    expect(fitSentence(fitOfBytes(4e7, machine), machine, 'en')).toBe('40 MB of weights, and its context.')
  })

  it.each(['mla', 'legacy'] as const)('that is here is planned by its own header: %s', async (layout) => {
    const folder = await mkdtemp(join(tmpdir(), 'latent-fit-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'own.gguf')
    await writeDeepseek2(path, { layout })
    const fit = await fitOfFile(path, 1, machineOf(0, 8), {})
    if (fit.kind !== 'planned') expect.fail('its header tells everything')
    expect(fit.candidate.model.layout).toBe(layout === 'mla' ? 'latent' : 'everyHead')
    // 5 layers: the latent of 64 and 32 rotated numbers, or 4 heads with keys of 64 and values of 32; 2 × 4,096 tokens of 16 bits.
    expect(fitSentence(fit, machineOf(0, 8), 'en').includes('latent models convert')).toBe(layout === 'legacy')
    const numbers = layout === 'mla' ? 64 + 32 : 4 * (64 + 32)
    expect(fit.plan.use.ram.kvCache).toBe(5 * numbers * 2 * 2 * 4096)
  })
})
