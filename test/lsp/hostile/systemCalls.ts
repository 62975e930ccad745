import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What the operating system was asked for by the server and everything that it has started. */
export interface SystemCalls {
  /** Programs that were run, each by its path and first argument. */
  readonly programs: readonly string[]
  /** Files that were opened for reading, written, made, renamed or removed. */
  readonly read: readonly string[]
  readonly written: readonly string[]
  /** Addresses of other machines that a connection was tried to. */
  readonly connections: readonly string[]
  /** Sockets that could reach another machine, whether or not they did. */
  readonly sockets: readonly string[]
}

const traced =
  'execve,execveat,open,openat,openat2,creat,socket,connect,unlink,unlinkat,rename,renameat,renameat2,truncate,mkdir,mkdirat,link,linkat,symlink,symlinkat'

/** The words in front of a program with which its system calls are written to a file; undefined where this machine has no strace that works. */
export function traceInto(file: string): readonly string[] | undefined {
  const words = [
    'strace',
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-y',
    '-s',
    '300',
    '-e',
    `trace=${traced}`,
    '-e',
    'signal=none',
    '-o',
    file,
  ]
  const [program = '', ...rest] = words
  return spawnSync(program, [...rest, 'true']).status === 0 ? words : undefined
}

/** Reads what strace has written. Calls that failed count where they tried to run, write or connect. */
export function systemCallsIn(file: string): SystemCalls {
  const calls = existsSync(file) ? joined(readFileSync(file, 'latin1').split('\n')) : []
  const of = (names: RegExp) => calls.filter(({ name }) => names.test(name))
  const opened = of(/^(open|openat|openat2|creat)$/)
  const isWriting = ({ name, given }: Call) => name === 'creat' || /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(given)
  const changing = of(/^(unlink|rename|truncate|mkdir|link|symlink)/)
  return {
    programs: of(/^execve/)
      .filter(succeeded)
      .map(({ given }) => quotedIn(given).slice(0, 3).join(' ')),
    // `-y` writes the file that was really opened behind the result, whatever links led there.
    read: opened.filter((call) => !isWriting(call)).flatMap(({ result }) => /^\d+<([^>]*)>/.exec(result)?.slice(1) ?? []),
    written: [...opened.filter(isWriting), ...changing].flatMap(pathsOf),
    connections: of(/^connect$/)
      .map(({ given }) => given)
      .filter((given) => /AF_INET/.test(given)),
    sockets: of(/^socket$/)
      .filter(succeeded)
      .map(({ given }) => given)
      .filter((given) => /AF_INET|AF_PACKET/.test(given)),
  }
}

interface Call {
  readonly name: string
  readonly given: string
  readonly result: string
}

/** Calls that another one interrupted stand on two lines of the same thread. */
function joined(lines: readonly string[]): readonly Call[] {
  const unfinished = new Map<string, string>()
  return lines.flatMap((line): readonly Call[] => {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    const [, begun] = /^(.*) <unfinished \.\.\.>$/.exec(text) ?? []
    if (begun !== undefined) {
      unfinished.set(thread, begun)
      return []
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(text) ?? []
    const whole = rest === undefined ? text : (unfinished.get(thread) ?? '') + rest
    const [, name, given = '', result = ''] = /^(\w+)\((.*)\)\s+= (.*)$/.exec(whole) ?? []
    return name === undefined ? [] : [{ name, given, result }]
  })
}

function succeeded({ result }: Call): boolean {
  return !result.startsWith('-')
}

function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inner = '']) => inner)
}

/** Relative paths are joined with the folder that they were opened from, which `-y` writes behind the descriptor. */
function pathsOf({ given }: Call): readonly string[] {
  const [, folder = ''] = /^(?:AT_FDCWD|\d+)<([^>]*)>/.exec(given) ?? []
  return quotedIn(given).map((path) => (path.startsWith('/') ? path : `${folder}/${path}`))
}
