import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { adaptersOfVariable, chosenAdapters, ignoredBy, listAdapters, readAdapter } from '../../server/models/adapters.ts'
import { ModelStore } from '../../server/models/store.ts'
import { adapterBytes, randomChange } from '../fixtures/adapter.ts'
import { ggufBytes, string } from '../fixtures/gguf/writer.ts'
import { temporaryFolder } from './scene.ts'

const refused = (message: RegExp) => expect.objectContaining({ message: expect.stringMatching(message) })

describe('adapters from the setting', () => {
  it('weigh 1 where no weight is given, and are looked for from the home folder', () => {
    const chosen = chosenAdapters([{ path: '~/a.gguf' }, { path: resolve('/b.gguf'), weight: 0.5 }])
    expect(chosen).toEqual([
      { path: join(homedir(), 'a.gguf'), weight: 1 },
      { path: resolve('/b.gguf'), weight: 0.5 },
    ])
  })

  it('never lead into a workspace: a relative path counts only on the command line', () => {
    expect(() => chosenAdapters([{ path: 'a.gguf' }])).toThrow(/its path is not absolute/)
    expect(() => chosenAdapters([{ path: ' ' }], '/here')).toThrow(/its path is not absolute/)
    expect(chosenAdapters([{ path: 'a.gguf' }], resolve('/here'))).toEqual([{ path: resolve('/here/a.gguf'), weight: 1 }])
  })
})

describe('adapters from the environment', () => {
  it.each([
    ['', []],
    ['/a.gguf', [{ path: '/a.gguf' }]],
    [
      '/a.gguf=0.5:/b=c.gguf=2:',
      [
        { path: '/a.gguf', weight: 0.5 },
        { path: '/b=c.gguf', weight: 2 },
      ],
    ],
  ])('%j', (text, expected) => {
    expect(adaptersOfVariable(text, ':')).toEqual(expected)
  })

  it.each(['/a.gguf=', '/a.gguf=-1', '/a.gguf=5', '/a.gguf=much'])('%s is refused', (text) => {
    expect(() => adaptersOfVariable(text, ':')).toThrow(/is not a number from 0 to 4/)
  })
})

describe('a file of an adapter', () => {
  it('tells what it was trained for, and its digest', async () => {
    const path = join(temporaryFolder(), 'team.GGUF')
    writeFileSync(path, adapterBytes('qwen2', [randomChange('a', 'blk.0.attn_output', 32, 32)]))
    const { digest, ...adapter } = await readAdapter(path, 'qwen2')
    expect(adapter).toEqual({ name: 'team', path, architecture: 'qwen2', bytes: expect.any(Number) })
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it('that changes what the engine would ignore is refused', () => {
    expect(ignoredBy('deepseek2', ['blk.3.attn_output.weight.lora_a', 'blk.12.attn_kv_b.weight.lora_b'])).toBe('attn_kv_b')
    expect(ignoredBy('deepseek2', ['blk.3.ffn_down.weight.lora_a'])).toBeUndefined()
    expect(ignoredBy('qwen2', ['blk.3.attn_q.weight.lora_a'])).toBeUndefined()
  })

  it('that is a folder, a text or a model is refused', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder.gguf'))
    writeFileSync(join(folder, 'text.gguf'), 'hello')
    writeFileSync(join(folder, 'model.gguf'), ggufBytes({ 'general.architecture': string('qwen2') }, []))
    await expect(readAdapter(join(folder, 'folder.gguf'))).rejects.toEqual(refused(/it is not a GGUF file/))
    await expect(readAdapter(join(folder, 'text.gguf'))).rejects.toEqual(refused(/it is not a GGUF file/))
    await expect(readAdapter(join(folder, 'model.gguf'))).rejects.toEqual(refused(/it is not a LoRA adapter/))
  })

  it('in the folder of models is listed as an adapter, not as a model', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'team.gguf'), adapterBytes('qwen2', [randomChange('a', 'blk.0.attn_output', 32, 32)]))
    writeFileSync(join(folder, 'model.gguf'), ggufBytes({ 'general.architecture': string('qwen2') }, []))
    expect((await listAdapters(new ModelStore(folder))).map(({ name }) => name)).toEqual(['team'])
  })
})
