import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linuxOnBattery, Power } from '../../../server/lsp/power.ts'
import { ask, pmset, powerShell } from '../../../server/lsp/powerPrograms.ts'

describe('On Linux', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latent-power-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function supply(name: string, files: Readonly<Record<string, string>>) {
    mkdirSync(join(folder, name))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`)
  }

  it('a battery that discharges without a cable is what the machine runs on', async () => {
    supply('AC', { type: 'Mains', online: '0' })
    supply('BAT0', { type: 'Battery', status: 'Discharging', scope: 'System' })
    expect(await linuxOnBattery(folder)).toBe(true)
  })

  it('a connected cable counts as mains, even when it gives less than is used', async () => {
    supply('ucsi', { type: 'USB', online: '1' })
    supply('BAT0', { type: 'Battery', status: 'Discharging' })
    expect(await linuxOnBattery(folder)).toBe(false)
  })

  it('a full battery is not what the machine runs on', async () => {
    supply('BAT0', { type: 'Battery', status: 'Full' })
    expect(await linuxOnBattery(folder)).toBe(false)
  })

  it('the battery of a mouse says nothing of the machine', async () => {
    supply('hidpp_battery_0', { type: 'Battery', status: 'Discharging', scope: 'Device' })
    expect(await linuxOnBattery(folder)).toBe(false)
  })
})

describe('What other systems answer', () => {
  it('is understood on macOS', () => {
    expect(pmset.onBattery("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t81%; discharging;")).toBe(true)
    expect(pmset.onBattery("Now drawing from 'AC Power'\n")).toBe(false)
    expect(pmset.onBattery('')).toBeUndefined()
  })

  it('is understood on Windows, whose program is named by its whole path', () => {
    const program = powerShell('C:\\Windows')
    expect(program.path).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
    expect(program.onBattery('Offline\r\n')).toBe(true)
    expect(program.onBattery('Online\r\n')).toBe(false)
    expect(program.onBattery('Unknown\r\n')).toBeUndefined()
  })

  it('is asked of the program itself, and an answer that says nothing is none', async () => {
    const program = { path: process.execPath, args: ['-p', '"Offline"'], onBattery: powerShell('').onBattery }
    expect(await ask(program)).toBe(true)
    await expect(ask({ ...program, args: ['-p', '1'] })).rejects.toThrow('did not tell')
    await expect(ask({ ...program, path: '/nowhere/pmset' })).rejects.toThrow('ENOENT')
  })
})

describe('The power source', () => {
  /** A machine whose source can be changed; `settle` lets a reading in the background end. */
  function machine(onBattery: boolean) {
    const scene = { now: 0, onBattery, readings: 0 }
    const read = async () => {
      scene.readings += 1
      return scene.onBattery
    }
    return { scene, power: new Power(read, () => scene.now), settle: () => new Promise((resolve) => setImmediate(resolve)) }
  }

  it('counts as battery until it is known, so that nothing begins too early', async () => {
    const { power, settle } = machine(false)
    expect(power.onBattery()).toBe(true)
    await settle()
    expect(power.onBattery()).toBe(false)
  })

  it('is read again after a minute, and only when asked', async () => {
    const { scene, power, settle } = machine(false)
    await settle()
    scene.onBattery = true
    scene.now = 59_999
    expect([power.onBattery(), scene.readings]).toEqual([false, 1])
    scene.now = 600_000
    power.onBattery()
    await settle()
    expect([power.onBattery(), scene.readings]).toEqual([true, 2])
  })

  it('counts as mains where it cannot be told', async () => {
    const power = new Power(
      () => Promise.reject(new Error('no such folder')),
      () => 0,
    )
    await new Promise((resolve) => setImmediate(resolve))
    expect(power.onBattery()).toBe(false)
  })
})
