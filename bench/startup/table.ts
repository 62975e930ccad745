/** One start of the extension, in milliseconds. */
export interface StartupSample {
  /** Loading the extension's code and calling `activate`, as VS Code counts it. */
  readonly activationMs: number
  /** From the start of the server's process to its answer to the first request. */
  readonly serverMs: number
  /** From the status bar's first word of Latent until the model is loaded. */
  readonly readyAfterShownMs: number
  /** That first word, as a screen reader says it. */
  readonly firstShown: string
}

const rows = [
  ['activation of the extension', 'activationMs'],
  ['first answer of the server', 'serverMs'],
  ['model ready after its loading is shown', 'readyAfterShownMs'],
] as const

/** A line for each figure: median, the slowest and the fastest of all trials; and in how many of them the loading was shown. */
export function table(samples: readonly StartupSample[]): string {
  const cells = (values: readonly (number | string)[]) => values.map((value) => String(value).padStart(9)).join('')
  const lines = rows.map(([title, key]) => {
    const sorted = samples.map((sample) => sample[key]).toSorted((a, b) => a - b)
    return `${title.padEnd(42)}${cells([median(sorted), sorted[0] ?? '-', sorted.at(-1) ?? '-'])}`
  })
  const loading = samples.filter(({ firstShown }) => /loading/i.test(firstShown)).length
  const head = `${'ms'.padEnd(42)}${cells(['median', 'fastest', 'slowest'])}`
  return [head, ...lines, `the status bar showed the model loading in ${loading} of ${samples.length} starts`].join('\n')
}

/** Of sorted numbers; of an even count the mean of the two in the middle. */
function median(sorted: readonly number[]): number | string {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? '-' : Math.round((low + high) / 2)
}
