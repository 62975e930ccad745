import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import type { SecurityPair } from '../security/pair.ts'

const release = {
  version: '1.8.6',
  sha256: 'dbfe9c25fc6961c2078593de55fd19f2559f9e45b99f1272341f5b95dea4e56b',
} as const

interface LabelledExample {
  readonly weakness: string
  readonly cwe: number
  /** What all functions of the file are. */
  readonly all?: 'weak' | 'sound'
}

/** Examples that tell line by line what is weak and what is not: by comments in front of lines, or by the name of the file. */
const examples: readonly (LabelledExample & { readonly file: string })[] = [
  { file: 'sql_statements.py', weakness: 'sql-injection', cwe: 89 },
  { file: 'sql_multiline_statements.py', weakness: 'sql-injection', cwe: 89 },
  { file: 'mark_safe_insecure.py', weakness: 'cross-site-scripting', cwe: 79, all: 'weak' },
  { file: 'mark_safe_secure.py', weakness: 'cross-site-scripting', cwe: 79, all: 'sound' },
]

interface Statement {
  readonly weakness: string
  readonly cwe: number
  readonly text: string
  readonly marked: string
  readonly isWeak: boolean
}

/** The examples that bandit is tested with; they come with its source package, which pip checks by its digest. Throws when pip fails. */
export async function banditPairs(cache: string, parser: SyntaxParser): Promise<readonly SecurityPair[]> {
  const folder = join(cache, `bandit-${release.version}`)
  if (!existsSync(folder)) fetchExamples(folder)
  const statements: Statement[] = []
  for (const example of examples)
    statements.push(...(await statementsOf(readFileSync(join(folder, example.file), 'utf8'), example, parser)))
  return [...new Set(statements.map(({ weakness }) => weakness))].flatMap((name) => {
    const weak = statements.filter(({ weakness, isWeak }) => weakness === name && isWeak)
    const sound = statements.filter(({ weakness, isWeak }) => weakness === name && !isWeak)
    return weak.slice(0, sound.length).map(({ weakness, cwe, text, marked }, index): SecurityPair => {
      const pair = { vulnerable: text, safe: sound[index]?.text ?? '', marked }
      return { name: `bandit ${index + 1}`, weakness, cwe, languageId: 'python', half: 'heldOut', ...pair }
    })
  })
}

/** Each statement of the module by itself, below the imports and what is defined for all. */
export async function statementsOf(
  text: string,
  { weakness, cwe, all }: LabelledExample,
  parser: SyntaxParser,
): Promise<readonly Statement[]> {
  const tree = await parser.parse(new SourceText('example.py', 'python', text))
  if (tree === undefined) return []
  let section: 'weak' | 'sound' | undefined = all
  const header: string[] = []
  const found: Statement[] = []
  for (const node of tree.rootNode.namedChildren) {
    if (node === null) continue
    if (/^import/.test(node.type) || /^def insecure_function/.test(node.text)) header.push(node.text)
    else if (node.type === 'comment') {
      // One at the end of a line is about that line alone.
      if (all === undefined && node.startPosition.column === 0) section = sectionOf(node.text)
    } else if (section !== undefined && (all === undefined || node.type === 'function_definition')) {
      const code = `${header.join('\n')}\n\n\n${node.text}\n`
      found.push({ weakness, cwe, text: code, marked: node.text, isWeak: section === 'weak' })
    }
  }
  tree.dispose()
  return found
}

/** `undefined`: what comes next is neither, for example code that bandit is told to skip. */
function sectionOf(comment: string): 'weak' | 'sound' | undefined {
  if (/^#\s*bad\b/i.test(comment)) return 'weak'
  return /^#\s*(good|no issue|real world false positives)\b/i.test(comment) ? 'sound' : undefined
}

function fetchExamples(folder: string): void {
  const parts = `${folder}.part`
  rmSync(parts, { recursive: true, force: true })
  mkdirSync(parts, { recursive: true })
  const pinned = join(parts, 'pinned.txt')
  writeFileSync(pinned, `bandit==${release.version} --hash=sha256:${release.sha256}\n`)
  const asked = ['--no-deps', '--no-binary', ':all:', '--require-hashes', '--dest', parts, '-r', pinned]
  run('python3', ['-m', 'pip', 'download', '--quiet', ...asked])
  run('tar', ['-xzf', join(parts, `bandit-${release.version}.tar.gz`), '-C', parts, '--strip-components=1'])
  renameSync(join(parts, 'examples'), folder)
  rmSync(parts, { recursive: true, force: true })
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`)
}
