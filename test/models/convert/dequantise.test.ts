import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dequantise } from '../../../server/models/convert/dequantise.ts'
import { fromBfloat16, fromFloat16, toFloat16 } from '../../../server/models/convert/float16.ts'
import { keysOf, keyType, quantise8, valuesOf } from '../../../server/models/convert/splitUpProjection.ts'

interface Stored {
  readonly type: number
  readonly stored: string
  readonly values: string
}

/** Blocks of random bytes, and what the Python package gguf 0.19.0 reads out of them (`gguf.quants.dequantize`); `quantised` is what it writes. */
const reference: Readonly<Record<string, Stored>> = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8'))

const floats = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)

describe('Numbers as ggml stores them', () => {
  it.each(Object.entries(reference).filter(([name]) => name !== 'quantised'))(
    'are read from %s',
    (_name, { type, stored, values }) => {
      const read = dequantise(type, Buffer.from(stored, 'base64'))
      const expected = floats(values)
      expect(read?.length).toBe(expected.length)
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      for (const [at, value] of expected.entries())
        expect(Math.abs((read?.[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-6 * largest)
    },
  )

  it('are not read from a format that is not known', () => {
    expect(dequantise(16, Buffer.alloc(66))).toBeUndefined()
  })

  it('of 16 bits are the same after reading and writing', () => {
    for (let bits = 0; bits < 0x7c00; bits += 7) expect(toFloat16(fromFloat16(bits))).toBe(bits)
    expect([fromFloat16(0xbc00), fromFloat16(1), fromBfloat16(0xc040)]).toEqual([-1, 2 ** -24, -3])
  })
})

describe('An up-projection', () => {
  const sizes = { heads: 1, kvLoraRank: 32, plainKey: 32, value: 1 }
  const quantised = reference.quantised ?? expect.fail()

  it('that is quantised keeps its values to the bit, and its keys to half a step of 8 bits', () => {
    const { type, stored } = reference.Q8_0 ?? expect.fail()
    const row = Buffer.from(stored, 'base64').subarray(0, 34)
    const rows = Array.from({ length: 33 }, (_, at) => {
      const bytes = Buffer.from(row)
      bytes.writeInt8(at - 16, 2)
      return bytes
    })
    const whole = Buffer.concat(rows)
    expect(valuesOf(whole, type, sizes).equals(rows[32] ?? Buffer.alloc(0))).toBe(true)
    const old = dequantise(type, whole) ?? expect.fail()
    const keys = dequantise(keyType(type, sizes) ?? 0, keysOf(whole, type, sizes)) ?? expect.fail()
    const step = old.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127
    for (let rank = 0; rank < 32; rank++) {
      for (let key = 0; key < 32; key++) {
        expect(Math.abs((keys[rank * 32 + key] ?? Number.NaN) - (old[key * 32 + rank] ?? 0))).toBeLessThanOrEqual(step * 0.51)
      }
    }
  })

  it('is quantised as by the reference', () => {
    expect(quantise8(floats(quantised.values)).toString('base64')).toBe(quantised.stored)
  })

  it('of exact numbers stays exact', () => {
    const numbers = Buffer.from(quantised.values, 'base64')
    expect(keysOf(numbers, 0, { heads: 2, kvLoraRank: 1, plainKey: 32, value: 0 }).equals(numbers)).toBe(true)
  })
})
