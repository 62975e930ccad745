import { describe, expect, it } from 'vitest'
import { faultIn, isPassing, reasonOfFault } from '../../../server/engine/local/trial/faultIn.ts'

describe('What a process printed before it died', () => {
  it.each([
    [
      'a card that the engine has no programs for',
      [
        'CUDA error: the provided PTX was compiled with an unsupported toolchain.',
        '  current device: 0, in function ggml_cuda_mul_mat at ggml-cuda.cu:2500',
        '/home/runner/work/llama.cpp/ggml/src/ggml-cuda/ggml-cuda.cu:108: CUDA error',
      ],
      'the provided PTX was compiled with an unsupported toolchain',
    ],
    [
      "the source file's line where there is no more",
      ['', '/home/runner/work/llama.cpp/ggml/src/ggml-cuda/ggml-cuda.cu:108: CUDA error', 'libggml-base.so(+0x1234)'],
      'CUDA error',
    ],
    [
      'an exception of Vulkan',
      ["terminate called after throwing an instance of 'vk::DeviceLostError'", '  what():  vk::Queue::submit: ErrorDeviceLost'],
      'vk::Queue::submit: ErrorDeviceLost',
    ],
    [
      'what the Vulkan backend says',
      ['ggml_vulkan: Device memory allocation of size 1024 failed.'],
      'ggml_vulkan: Device memory allocation of size 1024 failed',
    ],
    [
      'the cause rather than what the Vulkan backend says when it begins',
      [
        'ggml_vulkan: Found 1 Vulkan devices:',
        'ggml_vulkan: 0 = llvmpipe (LLVM 15.0.6, 256 bits) (llvmpipe) | uma: 0 | fp16: 1',
        'ggml_vulkan: Warning: Device type is CPU. This is probably not the device you want.',
        '/llama.cpp/ggml/src/ggml-backend.cpp:941: pre-allocated tensor (cache_k_l0) in a buffer that cannot run the operation',
      ],
      'pre-allocated tensor (cache_k_l0) in a buffer that cannot run the operation',
    ],
    ['a broken assumption', ['ggml.c:12: GGML_ASSERT(a->ne[0] == 1) failed'], 'GGML_ASSERT(a->ne[0] == 1) failed'],
  ])('tells %s', (_what, lines, fault) => {
    expect(faultIn(lines.join('\n'))).toBe(fault)
  })

  it('tells nothing where nothing tells of the end', () => {
    expect(faultIn('WARNING: lavapipe is not a conformant vulkan implementation\n')).toBeUndefined()
    expect(faultIn('')).toBeUndefined()
  })

  it('comes as one short line, without what a terminal obeys and without the sign that separates reasons', () => {
    expect(faultIn('CUDA error: \u001b[31mno; such\tthing\u202e here\u0007')).toBe('[31mno, such thing here')
    const long = faultIn(`CUDA error: ${'very '.repeat(100)}long`) ?? ''
    expect([long.length, long.endsWith('…')]).toEqual([200, true])
  })
})

describe('A fault as a reason', () => {
  it('blames the driver where the engine holds no programs that it can run', () => {
    expect(reasonOfFault('the provided PTX was compiled with an unsupported toolchain')).toMatch(
      /^its driver cannot run the engine pack: the provided PTX/,
    )
    expect(reasonOfFault('no kernel image is available for execution on the device')).toMatch(/^its driver cannot run/)
    expect(reasonOfFault('signal SIGABRT')).toBe('it fails when it computes: signal SIGABRT')
  })

  it('is of a moment where other programs have the memory', () => {
    const reasons = ['out of memory', 'ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory', 'signal SIGABRT']
    expect(reasons.map((fault) => isPassing(reasonOfFault(fault)))).toEqual([true, true, false])
  })
})
