import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { packsFor } from '../../server/models/packs/enginePack.ts'
import { folderWith, latent } from './latent.ts'

/** Where nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

describe('latent engine', () => {
  it('lists the packs of this platform with sizes, terms and state', async () => {
    const env = { LATENT_DATA: folderWith({}) }
    const { code, stdout } = await latent(['engine', 'list', '--json'], { env })
    const { packs, folder } = JSON.parse(stdout)
    expect(folder.startsWith(env.LATENT_DATA)).toBe(true)
    expect(packs.map(({ name }: { name: string }) => name)).toEqual(packsFor().map(({ name }) => name))
    for (const pack of packs) expect(pack).toMatchObject({ installed: false, licences: expect.arrayContaining(['MIT']) })
    expect(code).toBe(0)
  })

  it('downloads nothing before the terms are agreed to', async () => {
    const [pack] = packsFor()
    const env = { LATENT_DATA: folderWith({}), LATENT_ENGINE_SOURCE: await closedAddress() }
    const { code, stderr } = await latent(['engine', 'install', pack?.name ?? 'cuda'], { env })
    if (pack === undefined) expect(stderr).toContain('has no engine pack "cuda"')
    else expect(stderr).toMatch(/a download of [\d.]+ GiB.*terms: MIT.*\n.*\n.*add --accept-licence/)
    expect(code).toBe(2)
  })

  it('says which source did not answer, and ends with 2', async () => {
    const env = { LATENT_DATA: folderWith({}), LATENT_ENGINE_SOURCE: await closedAddress(), LC_ALL: 'zh_CN.UTF-8' }
    const { code, stderr } = await latent(['engine', 'install', 'cuda', '--accept-licence'], { env })
    expect(stderr).toMatch(packsFor().length > 0 ? /LATENT_ENGINE_SOURCE：连接被拒绝/ : /没有适用于/)
    expect(code).toBe(2)
  })

  it('knows what it does not have', async () => {
    const env = { LATENT_DATA: folderWith({}) }
    expect(await latent(['engine', 'install', 'rocm'], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no engine pack "rocm"'),
    })
    expect((await latent(['engine', 'remove', 'cuda'], { env })).code).toBe(2)
  })
})
