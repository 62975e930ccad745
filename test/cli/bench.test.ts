import { describe, expect, it } from 'vitest'
import { measureCases } from '../../server/features/measure/cases.ts'
import { folderWith, latent } from './latent.ts'

describe('latent bench', () => {
  it('measures the model, and compares the next run with this one', async () => {
    const env = { LATENT_DATA: folderWith({}) }
    const first = await latent(['bench', '--json'], { env })
    const report = JSON.parse(first.stdout)
    expect(report).toMatchObject({ schemaVersion: 1, model: 'starter' })
    expect(report.cases.length + report.left).toBe(measureCases.length)
    expect(report.right).toBe(report.cases.filter(({ right }: { right: boolean }) => right).length)
    for (const figure of [report.promptTokensPerSecond, report.generatedTokensPerSecond, report.completionMs]) {
      expect(figure).toBeGreaterThan(0)
    }
    // The starter model knows most of these; a broken prompt or cache would know hardly any.
    expect(report.right).toBeGreaterThanOrEqual(report.cases.length / 2)
    expect(report.before).toBeUndefined()
    expect(first.code).toBe(0)

    const second = await latent(['bench'], { env: { ...env, LC_ALL: 'zh_CN.UTF-8' } })
    expect(second.stdout).toContain(`上次 ${report.right}/${report.cases.length}`)
    expect(second.stderr).toContain(`/ ${measureCases.length} 处`)
  })
})
