import { describe, expect, it } from 'vitest'
import { withLeftAlone } from '../../../server/features/doctor/leftAlone.ts'
import type { DoctorReport, TriedBackend } from '../../../server/protocol/doctor.ts'
import { wellReport } from './report.ts'

const llvmpipe = 'llvmpipe (LLVM 15.0.6, 256 bits)'
const software: TriedBackend = { backend: 'vulkan', outcome: 'software', devices: [llvmpipe] }
const [cuda, , cpu] = wellReport.backends as readonly [TriedBackend, TriedBackend, TriedBackend]
const { loaded } = wellReport as { readonly loaded: NonNullable<DoctorReport['loaded']> }

describe('The reason for the backend', () => {
  it('names a software driver that was left alone, instead of no device', () => {
    expect(withLeftAlone({ ...wellReport, backends: [cuda, software, cpu] }).loaded?.backendReason).toBe(
      `cuda: no NVIDIA driver; vulkan: ${llvmpipe} is a software driver, left alone on purpose`,
    )
  })

  it('stays where there is no device at all', () => {
    expect(withLeftAlone(wellReport)).toEqual(wellReport)
  })

  it('stays where the user asked for that driver, or for another backend', () => {
    for (const backendReason of ['latent.engine.gpu is "vulkan"', 'latent.engine.gpu is "off"']) {
      const report = { ...wellReport, backends: [cuda, software, cpu], loaded: { ...loaded, backendReason } }
      expect(withLeftAlone(report)).toEqual(report)
    }
  })
})
