const longestFault = 200
/** C0 and C1 controls, and what reorders or hides text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unprintable = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g

/** From the most telling to the least: the first group is the words. */
const telling: readonly RegExp[] = [
  // ggml_cuda_error of ggml-cuda.cu, which HIP and MUSA share.
  /\b(?:CUDA|ROCm|MUSA) error: (.+)/,
  // An exception of Vulkan's C++ interface that nobody caught.
  /^\s*what\(\):\s+(.+)/,
  // Not what it says of itself when it begins.
  /\b(ggml_(?:vulkan|metal|cuda)\S*: (?!Warning|Found|\d+ = ).+)/,
  /\b(GGML_ASSERT\(.+)/,
  /\berror: (.+)/i,
  /^\S+\.(?:cu|cpp|c|m):\d+: (.+)/,
]

/**
 * What llama.cpp or a driver said of its end, from all that a process printed: one line of printable characters, 200 at most, without the `;` that separates
 * reasons. Undefined where it said nothing of it.
 */
export function faultIn(printed: string): string | undefined {
  const lines = printed.split(/\r?\n/)
  for (const pattern of telling) {
    for (const line of lines) {
      const words = pattern.exec(line)?.[1]
      if (words !== undefined) return shown(words)
    }
  }
  return undefined
}

function shown(words: string): string {
  const line = words.replace(unprintable, ' ').replaceAll(';', ',').replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  return line.length > longestFault ? `${line.slice(0, longestFault - 1)}…` : line
}

/** Words of a driver that knows the card and not the programs of the engine: a newer one, or other programs, would do (CUDA's cudaGetErrorString). */
const unfitting = /PTX|unsupported toolchain|no kernel image|driver version is insufficient|not supported by (?:the|this) driver/i
const ofMemory =
  /out of memory|OutOf(?:Device|Host)Memory|(?:failed|unable) to allocate|allocation .*failed|insufficient (?:memory|vram)/i

/** The fault as the reason why a backend is not used. */
export function reasonOfFault(fault: string): string {
  return unfitting.test(fault) ? `its driver cannot run the engine pack: ${fault}` : `it fails when it computes: ${fault}`
}

/** Whether a reason tells of a moment only: other programs had taken the memory. */
export function isPassing(reason: string): boolean {
  return ofMemory.test(reason)
}
