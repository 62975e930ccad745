import type { Editor } from '../../test/e2e/editor.ts'
import type { StartupSample } from './table.ts'

/** A window that loads beside two busy cores takes its time. */
const longestWaitMs = 180_000
/** `Startup Activation: 23ms` or `Activation: 23ms`, on VS Code's page of running extensions: loading the code and calling `activate`. */
const activation = /Activation: (\d+)\s*ms/
/** What the client logs once the server has answered `initialize`, and once it told what state the engine is in. */
const answered = /The language server answered after (\d+) ms/g

/** Loads the window anew and reads what starting Latent took in it. */
export async function startTrial({ workbench, log }: Editor): Promise<StartupSample> {
  const { page } = workbench
  const before = answersIn(log()).length
  await page.reload()
  const item = workbench.statusItem('').locator('[aria-label]').first()
  await item.waitFor({ timeout: longestWaitMs })
  const shown = await page.evaluate<number>('performance.now()')
  const first = (await item.getAttribute('aria-label')) ?? ''
  await workbench.statusItem(/starter · \w+/).waitFor({ timeout: longestWaitMs })
  const ready = await page.evaluate<number>('performance.now()')
  await workbench.run('Developer: Show Running Extensions')
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { has: page.locator('.name', { hasText: /^Latent$/ }) })
  const time = (await row.locator('.activation-time').textContent({ timeout: longestWaitMs })) ?? ''
  const activationMs = Number(activation.exec(time)?.[1] ?? Number.NaN)
  const serverMs = answersIn(log()).slice(before).at(-1)
  if (Number.isNaN(activationMs) || serverMs === undefined) throw new Error(`no figures: "${time}", ${log().slice(-2000)}`)
  return { activationMs, serverMs, readyAfterShownMs: Math.round(ready - shown), firstShown: first }
}

function answersIn(log: string): readonly number[] {
  return [...log.matchAll(answered)].map(([, ms]) => Number(ms))
}
