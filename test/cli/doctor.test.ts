import { describe, expect, it } from 'vitest'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'

describe('latent doctor', () => {
  it('tells versions, backend with its reason, model and speed, and nothing of the workspace', async () => {
    const folder = folderWith({ 'secret-project.ts': faulty })
    const { code, stdout } = await latent(['doctor', '--json'], { cwd: folder })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ schemaVersion: 1, node: process.versions.node, model: { name: 'starter' } })
    expect(report.engine.platformPackages.length).toBeGreaterThan(0)
    expect(report.loaded.backendReason).not.toBe('')
    expect(report.calibration).toBe('shipped')
    expect(report.speed.promptTokensPerSecond).toBeGreaterThan(0)
    expect(report.speed.generatedTokensPerSecond).toBeGreaterThan(0)
    expect(stdout).not.toContain('secret-project')
    expect(stdout).not.toContain(folder)
    expect(code).toBe(0)
  })

  it('says what to do when there is no model, and ends with 2', async () => {
    const { code, stdout } = await latent(['doctor'], { env: { LATENT_MODELS: '/nonexistent-latent-models' } })
    expect(stdout).toMatch(/^To do: .*latent models pull/m)
    expect(code).toBe(2)
  })
})
