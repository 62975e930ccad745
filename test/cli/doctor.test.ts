import { homedir, hostname, userInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'

describe('latent doctor', () => {
  it('tells versions, backends with their reasons, model and speed, and nothing of the workspace', async () => {
    const folder = folderWith({ 'secret-project.ts': faulty })
    const { code, stdout } = await latent(['doctor', '--json'], { cwd: folder })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ schemaVersion: 1, node: process.versions.node, model: { name: 'starter' } })
    expect(report.engine.platformPackages.length).toBeGreaterThan(0)
    expect(report.loaded.backendReason).not.toBe('')
    expect(report.calibration).toBe('shipped')
    expect(report.speed.promptTokensPerSecond).toBeGreaterThan(0)
    expect(report.speed.generatedTokensPerSecond).toBeGreaterThan(0)
    expect(report.models.freeBytes).toBeGreaterThan(0)
    const backends: { backend: string; outcome: string; reason?: string }[] = report.backends
    expect(backends.at(-1)).toMatchObject({ backend: 'cpu', outcome: 'works' })
    for (const { outcome, reason } of backends) expect(reason === undefined).toBe(outcome !== 'refused')
    expect(stdout).not.toContain('secret-project')
    expect(stdout).not.toContain(folder)
    expect(code).toBe(0)
  })

  it('says what to do when there is no model, and ends with 2', async () => {
    const { code, stdout } = await latent(['doctor'], { env: { LATENT_MODELS: folderWith({}) } })
    expect(stdout).toMatch(/^To do: .*latent models pull/m)
    expect(code).toBe(2)
  })

  it('gives a report without paths and names, also of what went wrong', async () => {
    const folder = folderWith({ 'secret-project.gguf': 'no model' })
    const model = `${folder}/secret-project.gguf`
    const { code, stdout } = await latent(['doctor', '--report', '--model', model])
    expect(stdout).toMatch(/^To do: … is not a GGUF model file/m)
    for (const secret of [folder, homedir(), 'secret-project']) expect(stdout).not.toContain(secret)
    for (const name of [hostname(), userInfo().username]) expect(stdout).not.toMatch(new RegExp(`\\b${name}\\b`))
    expect(code).toBe(2)
  })

  it('refuses a backend that does not work here, with the reason', async () => {
    const gpu = process.platform === 'darwin' ? 'cuda' : 'metal'
    const { code, stdout } = await latent(['doctor', '--gpu', gpu])
    expect(stdout).toMatch(new RegExp(`^To do: The backend ${gpu} cannot be used`, 'm'))
    expect(code).toBe(2)
  })
})
