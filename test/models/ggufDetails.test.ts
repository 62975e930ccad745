import { describe, expect, it } from 'vitest'
import { readGgufDetails } from '../../server/models/ggufDetails.ts'
import { bool, float32, ggufBytes, ggufHead, int32s, string, strings, uint32 } from '../fixtures/gguf/writer.ts'

const tensor = { name: 'blk.0.attn_q.weight', shape: [64, 3], type: 'f16', data: new Float32Array(192) } as const
const metadata = {
  'general.architecture': string('deepseek2'),
  'deepseek2.block_count': uint32(27),
  'deepseek2.rope.freq_base': float32(10_000),
  'tokenizer.ggml.add_bos_token': bool(true),
  'tokenizer.ggml.tokens': strings(['a', 'b', 'c']),
  'tokenizer.ggml.token_type': int32s([1, 1, 3]),
}

describe('a GGUF header', () => {
  it('tells its values, how long its lists are, and the size of each tensor', () => {
    const reading = readGgufDetails(ggufBytes(metadata, [tensor]))
    expect(reading.kind).toBe('read')
    if (reading.kind !== 'read') return
    expect(Object.fromEntries(reading.details.values)).toEqual({
      'general.architecture': 'deepseek2',
      'deepseek2.block_count': 27,
      'deepseek2.rope.freq_base': 10_000,
      'tokenizer.ggml.add_bos_token': true,
    })
    expect(Object.fromEntries(reading.details.listLengths)).toEqual({
      'tokenizer.ggml.tokens': 3,
      'tokenizer.ggml.token_type': 3,
    })
    expect(reading.details.tensors).toEqual([{ name: 'blk.0.attn_q.weight', dimensions: [64, 3], bytes: 384 }])
  })

  it('counts the blocks of quantised tensors', () => {
    const { head } = ggufHead(metadata, [{ name: 'x', shape: [64, 5], type: 'q8_0' }])
    const reading = readGgufDetails(head)
    expect(reading).toMatchObject({ kind: 'read', details: { tensors: [{ bytes: 5 * 68 }] } })
  })

  it('is cut wherever it ends early', () => {
    const { head } = ggufHead(metadata, [{ name: 'x', shape: [64, 5], type: 'q8_0' }])
    // The last bytes fill up to where the data begins.
    for (let length = 0; length < head.length - 32; length += 7) {
      expect(readGgufDetails(head.subarray(0, length)).kind, `${length} bytes`).toBe('cut')
    }
  })

  it('is none where the file is something else, or of a version to come', () => {
    expect(readGgufDetails(Buffer.from('<!doctype html>')).kind).toBe('notGguf')
    expect(readGgufDetails(Buffer.from('GGUF\x09\x00\x00\x00' + '\x00'.repeat(16), 'latin1')).kind).toBe('unknownVersion')
  })

  it('cannot make the reader ask for more than the file has', () => {
    const hostile = Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), Buffer.alloc(16, 0xff)])
    expect(readGgufDetails(hostile).kind).toBe('unknownVersion')
  })
})
