/** A place that a stack trace or the output of a failing test names. Lines and columns count from 0. */
export interface StackFrame {
  /** As it is written, without what a URL puts around a path. */
  readonly path: string
  readonly line: number
  readonly column?: number
  /** The function, where it is told. */
  readonly symbol?: string
}

export interface StackTrace {
  /** What went wrong, in the program's own words; empty where none were found. */
  readonly message: string
  /** Where it went wrong first, then who called that. */
  readonly frames: readonly StackFrame[]
}

/** A text pasted by mistake must not hold up the process. */
const longestText = 100_000
const longestLine = 2000
const mostFrames = 50
const longestMessage = 600

/** What a line of a trace is like, by who writes it. Each has the groups `path` and `line`; `column` and `symbol` where there are such. */
const frameForms: readonly { readonly pattern: RegExp; readonly isOutermostFirst?: true }[] = [
  // Node, browsers, Rust: `at fn (file:///a/b.ts:1:2)`, `at /a/b.ts:1:2`, `at async C:\a\b.ts:1:2`.
  { pattern: /^\s*at (?:async )?(?:(?<symbol>.+?) \()?(?<path>[^()\s][^()]*?):(?<line>\d+):(?<column>\d+)\)?\s*$/u },
  // Python: `File "/a/b.py", line 1, in fn`.
  { pattern: /^\s*File "(?<path>[^"]+)", line (?<line>\d+)(?:, in (?<symbol>.+?))?\s*$/u, isOutermostFirst: true },
  // Vitest: `❯ fn src/b.ts:1:2`, `❯ src/b.ts:1:2`.
  {
    pattern:
      /^\s*[❯›] (?:(?<symbol>[^\s:]+(?: \[as .+?\])?) )?(?<path>(?:[A-Za-z]:)?[^:]*?[^:\s]):(?<line>\d+):(?<column>\d+)\s*$/u,
  },
  // Firefox and Safari: `fn@http://host/src/b.ts:1:2`.
  { pattern: /^\s*(?<symbol>[^\s@]*)@(?<path>\S+?):(?<line>\d+):(?<column>\d+)\s*$/u },
  // C#: `at A.B() in C:\a\b.cs:line 1`.
  { pattern: /^\s*at (?<symbol>.+?) in (?<path>.+?):line (?<line>\d+)\s*$/u },
  // Java and Kotlin: `at com.a.B.c(B.java:1)`.
  { pattern: /^\s*at (?<symbol>[\p{L}\p{N}_$.<>/]+)\((?<path>[^():]+):(?<line>\d+)\)\s*$/u },
  // pytest: `tests/test_b.py:1: in test_c`, `src/b.py:1: ValueError`.
  {
    pattern: /^(?<path>[^\s:][^:]*?\.py):(?<line>\d+): (?:in (?<symbol>\S+)|[\p{L}_.]+)\s*$/u,
    isOutermostFirst: true,
  },
  // Go: a tab, `/a/b.go:1 +0x1d`.
  { pattern: /^\t(?<path>.+?\.go):(?<line>\d+)(?: \+0x[\da-f]+)?\s*$/u },
  // Rust: `thread 'main' panicked at src/b.rs:1:2:`.
  { pattern: /\bpanicked at (?<path>[^\s':][^':]*):(?<line>\d+):(?<column>\d+):\s*$/u },
  // Compilers: `src/b.ts(1,2): error`, `src/b.ts:1:2 - error`, `b.cpp:1:2: error: …`, and Rust's ` --> src/b.rs:1:2`.
  { pattern: /^(?<path>[^\s()][^()]*?)\((?<line>\d+),(?<column>\d+)\): error\b/u },
  {
    pattern:
      /^(?:\s*--> )?(?<path>[^\s:](?::[\\/])?[^:]*?\.[\p{L}\p{N}]+):(?<line>\d+):(?<column>\d+)(?: - error\b.*|: (?:fatal )?error\b.*|:?)\s*$/u,
  },
]

/** `TypeError: …`, `E   AssertionError: …`. */
const namedError =
  /^(?:E\s+|Caused by: |Uncaught |Unhandled \w+ |\[\w+\] )*(?<text>[\p{L}_$][\p{L}\p{N}_$.]*(?:Error|Exception|Failure|Warning|Interrupt)\b.*)$/u
/** Also `thread 'main' panicked at …`, `error TS2345: …`, and what pytest says of an assertion. */
const messageForms: readonly RegExp[] = [
  namedError,
  /^(?<text>(?:panic: |thread '.*' panicked at ).*)$/u,
  /(?<text>\berror(?: [A-Z]+\d+)?: .*)$/u,
  /^E\s+(?<text>\S.*)$/u,
]
// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal begins with one.
const colours = /\x1b\[[\d;?]*[A-Za-z]/g

/** What a stack trace or a failing test's output tells. Everything in it is data: paths are only named here, never opened. */
export function readStackTrace(text: string): StackTrace {
  const lines = text
    .slice(0, longestText)
    .replaceAll(colours, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.length <= longestLine)
  const found = lines.map(frameIn).filter((each) => each !== undefined)
  const isOutermostFirst = found[0]?.isOutermostFirst === true
  const frames = found.map(({ frame }) => frame)
  return {
    message: messageIn(lines, isOutermostFirst),
    frames: withoutRepeats(isOutermostFirst ? frames.toReversed() : frames).slice(0, mostFrames),
  }
}

function frameIn(line: string): { readonly frame: StackFrame; readonly isOutermostFirst: boolean } | undefined {
  for (const { pattern, isOutermostFirst = false } of frameForms) {
    const groups = pattern.exec(line)?.groups
    if (groups === undefined) continue
    const path = plainPath(groups.path ?? '')
    // Programs' own insides have no file: `node:internal/…`, `<anonymous>`, `<frozen importlib>`.
    if (path === '' || /^(node|native|internal|wasm):|^<|^\[native/.test(path)) return undefined
    const { symbol, column } = groups
    return {
      frame: {
        path,
        line: Math.max(0, Number(groups.line) - 1),
        ...(column === undefined ? {} : { column: Math.max(0, Number(column) - 1) }),
        ...(symbol === undefined || symbol === '' ? {} : { symbol: symbol.replace(/^new /, '') }),
      },
      isOutermostFirst,
    }
  }
  return undefined
}

/** A path out of a URL of a file, a server or a bundler. */
function plainPath(written: string): string {
  const path = written.trim()
  const url = /^(?<scheme>file|https?|webpack|webpack-internal|vite|rollup|turbopack|ng):\/\/(?<rest>.*)$/i.exec(path)?.groups
  if (url === undefined) return path
  const rest = decoded((url.rest ?? '').replace(/[?#].*$/, ''))
  if (url.scheme?.toLowerCase() === 'file') return rest.replace(/^\/(?=[A-Za-z]:)/, '')
  // In front of the first slash stands a host or the name of a bundle; `./` begins the path within it.
  return rest.replace(/^[^/]*\//, '').replace(/^(\.\/|\([^)]*\)\/|\/)+/, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Of errors that led to one another Python tells the last one last. */
function messageIn(lines: readonly string[], isLast: boolean): string {
  for (const form of messageForms) {
    const says = (line: string) => form.test(line.trim())
    const index = isLast && form === namedError ? lines.findLastIndex(says) : lines.findIndex(says)
    if (index === -1) continue
    const first = form.exec((lines[index] ?? '').trim())?.groups?.text ?? ''
    return [first, ...continuation(lines.slice(index + 1))].join('\n').slice(0, longestMessage)
  }
  return (lines.find((line) => line.trim() !== '' && frameIn(line) === undefined) ?? '').trim().slice(0, longestMessage)
}

const mostMessageLines = 8

/** Lines of a message go on until a blank one, a frame, or the rule under a test's name. */
function continuation(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.trim() === '' || frameIn(line) !== undefined || /^\s*([⎯─-]{4,}|\^+$)/u.test(line))
  return lines
    .slice(0, Math.min(end === -1 ? lines.length : end, mostMessageLines))
    .map((line) => line.replace(/^E\s+/, '').trimEnd())
}

function withoutRepeats(frames: readonly StackFrame[]): readonly StackFrame[] {
  const seen = new Set<string>()
  return frames.filter(({ path, line }) => {
    const key = `${path}:${line}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
