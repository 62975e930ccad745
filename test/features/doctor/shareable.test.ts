import { describe, expect, it } from 'vitest'
import { plainReport } from '../../../server/features/doctor/plainReport.ts'
import { shareable } from '../../../server/features/doctor/shareable.ts'
import { wellReport } from './report.ts'

const known = new Set(['starter', 'starter.gguf'])
const maria = { user: 'maria', host: 'maria-laptop.lan' }

describe('A report to give to others', () => {
  it('keeps what tells of the machine, and names of models that everyone has', () => {
    const report = shareable(wellReport, known, maria)
    expect(report).toMatchObject({
      processor: wellReport.processor,
      backends: wellReport.backends,
      model: { name: 'starter', path: '…' },
      models: { folder: '…', files: [{ name: 'starter.gguf' }] },
      loaded: wellReport.loaded,
      speed: wellReport.speed,
    })
  })

  it("hides the names of the user's own models", () => {
    const own = { name: 'secret-project-coder', path: '/srv/secret-project-coder.gguf', bytes: 1 }
    const files = [{ name: 'secret-project-coder.gguf', bytes: 1 }]
    const report = { ...wellReport, model: own, models: { ...wellReport.models, files } }
    const told = { ...report, loaded: { ...wellReport.loaded, model: own.name } as typeof wellReport.loaded & object }
    expect(JSON.stringify(shareable(told, known, maria))).not.toContain('secret')
  })

  it.each([
    ['/home/maria/models/coder.gguf', 'The model file /home/maria/models/coder.gguf is incomplete or damaged.'],
    ['C:\\Users\\maria\\coder.gguf', 'C:\\Users\\maria\\coder.gguf is not a GGUF model file.'],
    ['\\\\server\\share', 'it lies at \\\\server\\share'],
    ['~/models', 'it is in ~/models'],
    ['maria', 'permission denied for maria'],
    ['MARIA-LAPTOP.LAN', 'MARIA-LAPTOP.LAN did not answer'],
  ])('has %s in nothing that an error says', (secret, problem) => {
    const report = shareable({ ...wellReport, problem }, known, maria)
    expect(report.problem).not.toContain(secret)
    expect(report.problem).toContain('…')
    expect(JSON.stringify(report).toLowerCase()).not.toContain('maria')
  })

  it('leaves shares, versions and package names as they are', () => {
    const words = 'and/or 3.22.1 @node-llama-cpp/linux-x64 tokens/s 1/2 marianne'
    expect(shareable({ ...wellReport, problem: words }, known, maria).problem).toBe(words)
  })
})

describe("Servers of the user's own", () => {
  const abilities = {
    ...{ completions: '/v1/completions', fim: 'qwen', infill: '', chat: '', logProbabilities: 'logprobs' },
    ...{ promptLogProbabilities: '', constraints: 'gbnf', cachesPrompts: 'prefix' },
  }
  const servers = [
    { host: 'gpu.acme.example:8000', server: 'vLLM', model: 'acme/coder', contextSize: 8192, abilities, adapters: ['payments'] },
    {
      host: 'spare.acme.example',
      away: 'The model server http://spare.acme.example cannot be reached: the connection was refused.',
    },
  ]
  const loaded = { ...wellReport.loaded, model: 'coder', backend: 'remote', device: 'gpu.acme.example:8000' }
  const report = { ...wellReport, servers, loaded: loaded as typeof wellReport.loaded & object }

  it('are told with what each can and cannot do', () => {
    const text = plainReport(report, 'en')
    for (const line of [
      'gpu.acme.example:8000: vLLM with acme/coder, 8192 tokens',
      'fill-in-the-middle form: qwen',
      'chat: no',
      'structured output: gbnf',
      'LoRA adapters: payments',
    ])
      expect(text).toContain(line)
    expect(text).toMatch(/spare\.acme\.example: .* cannot be reached/)
  })

  it('have no names in a report to give to others', () => {
    const shared = JSON.stringify(shareable(report, known, maria))
    for (const secret of ['acme', 'coder', 'payments', 'spare']) expect(shared).not.toContain(secret)
    expect(shared).toContain('vLLM')
  })
})

describe('The report for people', () => {
  it('has a line for each backend with what came of it', () => {
    const text = plainReport(wellReport, 'en')
    expect(text).toMatch(/^Backends {3}CUDA: no NVIDIA driver\n {11}Vulkan: no device\n {11}CPU: works with 8 cores, in use$/m)
    expect(text).toMatch(/\n\nAll is well\.\n$/)
  })

  it('puts what keeps it from working before advice', () => {
    const report = { ...wellReport, problem: 'The model is missing.', memory: { totalBytes: 2 ** 33, freeBytes: 2 ** 29 } }
    expect(plainReport(report, 'en')).toMatch(/\nTo do: The model is missing\.\nAdvice: Only 0\.5 GiB of memory/)
  })

  it('speaks Chinese throughout', () => {
    const lines = plainReport(wellReport, 'zh').split('\n')
    const english = lines.filter((line) => /[a-z]{3,} [a-z]{3,}/.test(line.replaceAll(/`[^`]*`/g, '')))
    expect(english).toEqual([])
  })
})
