import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readGgufExtent } from '../../server/models/ggufHeader.ts'
import { ggufBytes, string, strings, uint32 } from '../fixtures/gguf/writer.ts'
import { temporaryFolder } from './scene.ts'

function extentOf(bytes: Buffer) {
  const path = join(temporaryFolder(), 'model.gguf')
  writeFileSync(path, bytes)
  return readGgufExtent(path)
}

/** The first bytes of a file: magic, version, number of tensors, number of values, and what follows. */
function head(version: number, tensors: bigint, values: bigint, ...rest: number[]): Buffer {
  const bytes = Buffer.alloc(24)
  bytes.write('GGUF')
  bytes.writeUInt32LE(version, 4)
  bytes.writeBigUInt64LE(tensors, 8)
  bytes.writeBigUInt64LE(values, 16)
  return Buffer.concat([bytes, Buffer.from(rest)])
}

const emptyKey = [0, 0, 0, 0, 0, 0, 0, 0]

describe('the header of a model file', () => {
  it('tells where the data of the last tensor ends', async () => {
    const bytes = ggufBytes({ 'toy.size': uint32(1) }, [{ name: 'a', shape: [3], type: 'f32', data: new Float32Array(3) }])
    // 3 values of 4 bytes; the writer fills up to the next 32.
    expect(await extentOf(bytes)).toMatchObject({ kind: 'read', bytesNeeded: bytes.length - 20 })
  })

  it('is read also where it is longer than the piece that is looked at first', async () => {
    const template = string('x'.repeat(9 * 2 ** 20))
    const bytes = ggufBytes({ 'toy.tokens': strings(['a', 'bc', '']), 'tokenizer.chat_template': template }, [
      { name: 'a', shape: [8], type: 'f32', data: new Float32Array(8) },
    ])
    expect(await extentOf(bytes)).toMatchObject({ kind: 'read', bytesNeeded: bytes.length })
    expect(await extentOf(bytes.subarray(0, 9 * 2 ** 20))).toEqual({ kind: 'cut' })
  })

  it.each([
    ['of a later version', head(4, 0n, 0n)],
    ['in the other byte order', head(0x03000000, 0n, 0n)],
    ['with a value of a type that does not exist', head(3, 0n, 1n, ...emptyKey, 99, 0, 0, 0, 0)],
  ])('%s is left to llama.cpp', async (_what, bytes) => {
    expect(await extentOf(bytes)).toEqual({ kind: 'unknownVersion' })
  })

  it.each([
    ['tensors', head(3, 2n ** 60n, 0n)],
    ['values', head(3, 0n, 2n ** 60n)],
    ['characters', head(3, 0n, 1n, 255, 255, 255, 255, 255, 255, 255, 255)],
  ])('that promises more %s than any file has is cut', async (_what, bytes) => {
    expect(await extentOf(bytes)).toEqual({ kind: 'cut' })
  })

  it('of a sparse file of 64 GiB is read without reading the file', async () => {
    const path = join(temporaryFolder(), 'model.gguf')
    writeFileSync(path, ggufBytes({}, [{ name: 'a', shape: [8], type: 'f32', data: new Float32Array(8) }]))
    truncateSync(path, 64 * 2 ** 30)
    expect(await readGgufExtent(path)).toMatchObject({ kind: 'read' })
  })
})
