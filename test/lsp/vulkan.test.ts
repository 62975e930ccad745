import { describe, expect, it } from 'vitest'
import type { DoctorReport, DoctorResult } from '../../server/protocol/doctor.ts'
import { folderWith, latent } from '../cli/latent.ts'
import { softwareVulkan } from '../fixtures/softwareVulkan.ts'
import { TestClient } from './client.ts'

const env = softwareVulkan ?? {}

/** Short, because such a driver evaluates about two tokens a second. */
const cart = 'function total(prices) {\n  let sum = 0\n  for (const price of prices) sum += price\n  return \n}\n'
const last = 'function last(list) {\n  return list[list.length]\n}\n'

describe.skipIf(softwareVulkan === undefined)('Vulkan by a software driver', () => {
  it('completes and reviews in one engine where the user asks for it, and the doctor warns that it is slow', async () => {
    const settings = { model: 'starter', 'engine.gpu': 'vulkan', 'engine.contextSize': 2048 }
    const client = await TestClient.start({ settings, env })
    const { backend, detail } = await client.ready()
    expect(backend).toMatch(/^Vulkan \(llvmpipe/)
    expect(detail).toContain('is a software driver, many times slower')

    const completed = await client.complete(await client.open('cart.js', cart, 'javascript'), 3, 9)
    expect(completed[0]?.insertText).toMatch(/^sum\b/)
    const reviewed = await client.review(await client.open('last.js', last, 'javascript'))
    expect(reviewed.findings.map(({ ruleId, quote }) => [ruleId, quote])).toEqual([['bug.off-by-one', 'list.length']])
    expect(reviewed.incomplete).toEqual([])
    // It was the same engine all the time.
    expect(client.stderr).not.toContain('engine process ended')

    const { facts, advice } = await client.connection.sendRequest<DoctorResult>('latent/doctor', {})
    expect(facts.find(({ name }) => name === 'Backends')?.values.join('\n')).toMatch(/^Vulkan: works with llvmpipe .*slow/m)
    expect(advice.map(({ text }) => text).join('\n')).toMatch(
      /^llvmpipe .*is a software driver that runs on the processor, and slow/m,
    )
  }, 900_000)

  it('is named by the status bar, too, where it was left alone', async () => {
    const client = await TestClient.start({ env })
    const { backend } = await client.ready()
    expect(backend).toBe('CPU')
    const named = () => client.statuses.at(-1)?.detail ?? ''
    await expect.poll(named, { timeout: 60_000 }).toMatch(/vulkan: llvmpipe [^;]*is a software driver, left alone on purpose/)
  }, 120_000)

  it('is named by the doctor, and left alone where nobody asks for it', async () => {
    const { stdout } = await latent(['doctor', '--json'], { env })
    const { backends, loaded } = JSON.parse(stdout) as DoctorReport
    const vulkan = backends.find(({ backend }) => backend === 'vulkan')
    expect(vulkan?.outcome).toBe('software')
    expect(vulkan?.devices.join()).toMatch(/llvmpipe/)
    expect(loaded?.backend).toBe('cpu')
    expect(loaded?.backendReason).toMatch(/vulkan: llvmpipe [^;]*is a software driver, left alone on purpose/)
  })

  it('is told by the doctor, with the words of llama.cpp, where it opens and cannot compute', async () => {
    // With this bound llama.cpp's Vulkan code finds no room for a buffer of the trial, and ends the process.
    const faulty = { ...env, GGML_VK_FORCE_MAX_BUFFER_SIZE: '100', LATENT_DATA: folderWith({}) }
    const { stdout } = await latent(['doctor'], { env: faulty })
    expect(stdout).toMatch(/Vulkan: it fails when it computes: .*\bbuffer \(Vulkan0\)/)
    expect(stdout).toMatch(/CPU: works with \d+ cores, in use/)
  })
})
