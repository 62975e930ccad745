import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DoctorResult } from '../../server/protocol/doctor.ts'
import type { PacksResult } from '../../server/protocol/enginePacks.ts'
import { TestClient } from './client.ts'

describe('The doctor in an editor', () => {
  it('tells facts, what to do and a report to give to others, in the language of the editor', async () => {
    const client = await TestClient.start({ locale: 'zh-cn' })
    const { facts, advice, shareable } = await client.connection.sendRequest<DoctorResult>('latent/doctor', {})
    const named = Object.fromEntries(facts.map(({ name, values }) => [name, values.join('\n')]))
    expect(named.后端).toMatch(/^CPU：可用，设备为 \d+ 核，正在使用$/m)
    expect(named.速度).toMatch(/^提示每秒 [\d.]+ 个 token，生成每秒 [\d.]+ 个 token$/)
    for (const { text } of advice) expect(text).toMatch(/\p{Script=Han}/u)
    expect(shareable).not.toContain(homedir())
    expect(shareable).not.toContain(client.folder)
  })

  it('says what keeps the model from working', async () => {
    const client = await TestClient.start({ settings: { model: '/nonexistent/coder.gguf' } })
    const { advice, shareable } = await client.connection.sendRequest<DoctorResult>('latent/doctor', {})
    expect(advice[0]?.text).toContain('/nonexistent/coder.gguf')
    expect(shareable).toMatch(/^To do: /m)
    expect(shareable).not.toContain('/nonexistent')
  })
})

describe('Engine packs in an editor', () => {
  it('are listed with sizes and terms; one that there is not is refused with a way out', async () => {
    const client = await TestClient.start({ settings: { model: '' } })
    const { packs } = await client.connection.sendRequest<PacksResult>('latent/enginePacks', {})
    for (const pack of packs) {
      expect(pack.downloadBytes).toBeGreaterThan(1e8)
      expect(pack.licences).toContain('NVIDIA CUDA EULA')
    }
    const asked = client.connection.sendRequest('latent/installPack', { pack: 'rocm' })
    await expect(asked).rejects.toThrow(/no engine pack "rocm".*latent engine list/)
  })

  it('are downloaded by the proxy of the editor', async () => {
    const client = await TestClient.start({ settings: { model: '' }, env: { LATENT_ENGINE_SOURCE: 'http://packs.invalid/' } })
    const { packs } = await client.connection.sendRequest<PacksResult>('latent/enginePacks', {})
    // There are none for this platform: nothing to download.
    if (packs[0] === undefined) return
    const proxy = await refusingProxy()
    const network = { proxy: proxy.url, proxyAuthorization: 'Basic YTpi' }
    const asked = client.connection.sendRequest('latent/installPack', { pack: packs[0].name, network })
    await expect(asked).rejects.toThrow(/502/)
    expect(proxy.asked).toContain('packs.invalid:80 Basic YTpi')
  })
})

/** A proxy that leads nowhere and keeps which host was asked for, and who asked. */
async function refusingProxy(): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', ({ url = '', headers }, socket) => {
    asked.push(`${url} ${headers['proxy-authorization']}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
