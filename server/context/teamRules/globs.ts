import picomatch from 'picomatch'

/**
 * Whether globs name a path; both are relative to the workspace folder, with `/`. Later globs overrule earlier ones, `!` takes files out
 * again, and without any other glob than such ones they take out of all files. A glob without `/` is for files in every folder, and one that
 * ends with `/` for all in a folder. Globs that cannot be read name nothing.
 */
export function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const steps = globs.map((glob) => ({ takesOut: glob.startsWith('!'), matches: one(glob.replace(/^!/, '')) }))
  const fromAll = steps.every(({ takesOut }) => takesOut)
  return (path) => steps.reduce((named, { takesOut, matches }) => (matches(path) ? !takesOut : named), fromAll)
}

function one(glob: string): (path: string) => boolean {
  const relative = glob.replace(/^(\.?\/)+/, '')
  const whole = relative.endsWith('/') ? `${relative}**` : relative
  try {
    // Extended globs may repeat within repeats, which takes a regular expression for ever on some paths.
    return picomatch(whole, { dot: true, noextglob: true, basename: !whole.includes('/') })
  } catch {
    return () => false
  }
}
