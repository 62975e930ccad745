import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linuxCards, macCards, windowsCards } from '../../../server/engine/local/graphicsCards.ts'
import { temporaryFolder } from '../../models/scene.ts'

describe('Graphics cards', () => {
  it('are read from the kernel on Linux, with driver and memory where it tells', async () => {
    const folder = temporaryFolder()
    const card = (name: string, files: Readonly<Record<string, string>>, driver?: string) => {
      const device = join(folder, name, 'device')
      mkdirSync(device, { recursive: true })
      for (const [file, text] of Object.entries(files)) writeFileSync(join(device, file), `${text}\n`)
      if (driver !== undefined) symlinkSync(`/sys/bus/pci/drivers/${driver}`, join(device, 'driver'))
    }
    card('card0', { vendor: '0x8086', device: '0xa7a0' }, 'i915')
    card('card1', { vendor: '0x1002', device: '0x744c', mem_info_vram_total: '25753026560' }, 'amdgpu')
    card('card2', { vendor: '0x10de', device: '0x2684' })
    card('card0-HDMI-A-1', {})
    expect(await linuxCards(folder)).toEqual([
      { name: 'Intel 0xa7a0', vendor: 'intel', driver: 'i915' },
      { name: 'AMD 0x744c', vendor: 'amd', driver: 'amdgpu', memoryBytes: 25753026560 },
      { name: 'NVIDIA 0x2684', vendor: 'nvidia' },
    ])
    expect(await linuxCards(join(folder, 'nothing'))).toEqual([])
  })

  it('are read from the system report of macOS', () => {
    const told = { SPDisplaysDataType: [{ _name: 'Apple M3 Max', sppci_model: 'Apple M3 Max', sppci_cores: '40' }] }
    expect(macCards(JSON.stringify(told))).toEqual([{ name: 'Apple M3 Max', vendor: 'apple', driver: 'macOS' }])
    expect(macCards('')).toEqual([])
  })

  it('are read from Windows, one or several', () => {
    const arc = { Name: 'Intel(R) Arc(TM) A770 Graphics', DriverVersion: '32.0.101.6129' }
    const radeon = { Name: 'AMD Radeon RX 7900 XTX', DriverVersion: '32.0.12033.1030' }
    expect(windowsCards(JSON.stringify(arc))).toEqual([{ name: arc.Name, vendor: 'intel', driver: arc.DriverVersion }])
    expect(windowsCards(JSON.stringify([arc, radeon])).map(({ vendor }) => vendor)).toEqual(['intel', 'amd'])
    expect(windowsCards('not JSON')).toEqual([])
  })
})
