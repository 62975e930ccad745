/** A platform that VS Code installs a package of its own on. */
export interface Target {
  readonly name: TargetName
  /** Packages with the inference engine, without their scope. CUDA is not among them: its libraries are larger than all the rest together. */
  readonly engines: readonly string[]
  /** What the engines run on, in the words of docs/packages.md. */
  readonly backends: string
}

export const targetNames = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-arm64', 'darwin-x64'] as const
export type TargetName = (typeof targetNames)[number]

/** Every platform that Latent is packed for. node-llama-cpp builds Vulkan for x64 alone, and Metal for Apple's own processors. */
export const targets: readonly Target[] = [
  { name: 'linux-x64', engines: ['linux-x64', 'linux-x64-vulkan'], backends: 'CPU, Vulkan' },
  { name: 'linux-arm64', engines: ['linux-arm64'], backends: 'CPU' },
  { name: 'win32-x64', engines: ['win-x64', 'win-x64-vulkan'], backends: 'CPU, Vulkan' },
  { name: 'darwin-arm64', engines: ['mac-arm64-metal'], backends: 'Metal, CPU' },
  { name: 'darwin-x64', engines: ['mac-x64'], backends: 'CPU' },
]

export const engineScope = '@node-llama-cpp'

/** The target of that name. Throws with the names that there are. */
export function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name)
  if (found === undefined) throw new Error(`There is no target "${name}"; there are ${targetNames.join(', ')}.`)
  return found
}

/** Every engine package that a terminal's installation may need: npm takes those whose system and processor match. */
export function engineNames(): readonly string[] {
  return [...new Set(targets.flatMap(({ engines }) => engines))].sort()
}
