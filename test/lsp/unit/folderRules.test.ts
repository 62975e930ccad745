import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { FolderRules } from '../../../server/lsp/teamRules.ts'

function folderWith(rules: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'latent-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'REVIEW.md'), rules)
  return folder
}

it('each folder has rules of its own, and a document outside of every folder has none', async () => {
  const rules = new FolderRules(() => undefined)
  const observers = async (folder: string | undefined) => (await rules.observers(folder, 'all')).length
  expect(await observers(folderWith('- Never use `eval`.\n'))).toBeGreaterThan(0)
  expect(await observers(folderWith(''))).toBe(0)
  expect(await observers(undefined)).toBe(0)
})

it('what is not checked is told once, and again when it is something else', async () => {
  const told: string[] = []
  const rules = new FolderRules((line) => void told.push(line))
  const folder = folderWith('- One.\n  severity: fatal\n')
  await rules.observers(folder, 'all')
  await rules.observers(folder, 'all')
  expect(told).toEqual([expect.stringContaining('REVIEW.md, line 2: "fatal" is no severity')])
  writeFileSync(join(folder, 'REVIEW.md'), '\n- One.\n  severity: fatal\n')
  await rules.observers(folder, 'all')
  expect(told).toHaveLength(2)
})
