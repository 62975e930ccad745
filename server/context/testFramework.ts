import { posix } from 'node:path'

/** How a project tests: what its tests import, and where they lie. */
export type TestFramework = 'vitest' | 'jest' | 'mocha' | 'node' | 'pytest' | 'unittest'

/** What is known of a project near one of its files. Paths are relative to the workspace folder, with `/`. */
export interface ProjectFacts {
  /** Texts of the files that name what a project uses: package.json, pyproject.toml, setup.cfg, requirements.txt and the like. */
  readonly manifests: readonly ProjectFile[]
  /** Tests that are there already. */
  readonly tests: readonly ProjectFile[]
}

export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** Names of the files that `ProjectFacts.manifests` are made of. */
export const manifestNames = [
  ...['package.json', 'pyproject.toml', 'setup.cfg', 'setup.py', 'tox.ini', 'pytest.ini', 'requirements.txt'],
  ...['requirements-dev.txt', 'dev-requirements.txt', 'Pipfile'],
] as const

const testFile = /(?:[._-](?:test|spec)\.[cm]?[jt]sx?|(?:^|\/)test_[^/]*\.py|_test\.py)$/

/** Whether a path is that of a file with tests. */
export function isTestFile(path: string): boolean {
  return testFile.test(path)
}

/**
 * The framework that the tests which are there import, else the one that the project names, else the one that comes with the language. Undefined
 * for a language that tests are not written for.
 */
export function testFrameworkOf(languageId: string, { manifests, tests }: ProjectFacts): TestFramework | undefined {
  const known = frameworks[languageId]
  if (known === undefined) return undefined
  const used = known.find(({ imported }) => tests.some(({ text }) => imported.test(text)))
  const named = known.find(({ named: pattern }) => manifests.some(({ text }) => pattern.test(text)))
  return (used ?? named ?? known.at(-1))?.framework
}

interface Known {
  readonly framework: TestFramework
  /** In a file with tests. */
  readonly imported: RegExp
  /** In a file that names what the project uses. */
  readonly named: RegExp
}

const javaScript: readonly Known[] = [
  { framework: 'vitest', imported: /from ['"]vitest['"]/, named: /"vitest"\s*:/ },
  { framework: 'jest', imported: /from ['"]@jest\/globals['"]|\bjest\.\w+\(/, named: /"(?:jest|ts-jest|@jest\/globals)"\s*:/ },
  { framework: 'mocha', imported: /from ['"]mocha['"]|require\(['"]mocha['"]\)/, named: /"mocha"\s*:/ },
  { framework: 'node', imported: /from ['"]node:test['"]|require\(['"]node:test['"]\)/, named: /\bnode --test\b/ },
]
const python: readonly Known[] = [
  { framework: 'unittest', imported: /^\s*(?:import|from) unittest\b/m, named: /-m unittest\b/ },
  { framework: 'pytest', imported: /^\s*import pytest\b|^def test_/m, named: /\bpytest\b/ },
]
const frameworks: Readonly<Record<string, readonly Known[]>> = {
  ...{ typescript: javaScript, typescriptreact: javaScript, javascript: javaScript, javascriptreact: javaScript },
  python,
}

/**
 * Where tests of a file belong, in the manner of the tests that are there; without any beside the file, in Python in `tests/`. `taken` tells whether
 * a path has a file already: then the function's name becomes part of it.
 */
export function testPathFor(path: string, symbol: string, { tests }: ProjectFacts, taken: (path: string) => boolean): string {
  const { dir, name, ext } = posix.parse(path)
  const plainSymbol = symbol.replaceAll(/[^\p{L}\p{N}_]+/gu, '_').replaceAll(/^_+|_+$/g, '')
  const [first] = tests
  const folder = testFolder(dir, first?.path, ext)
  const fileName = (stem: string) => (ext === '.py' ? `test_${stem}.py` : `${stem}${markOf(first?.path)}${ext}`)
  const candidates = [
    name,
    `${name}_${plainSymbol}`,
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${name}_${plainSymbol}_${number}`),
  ]
  const free = candidates.map((stem) => posix.join(folder, fileName(stem))).find((each) => !taken(each))
  return free ?? posix.join(folder, fileName(`${name}_${plainSymbol}_10`))
}

function markOf(path: string | undefined): string {
  return /([._-](?:test|spec))\.[cm]?[jt]sx?$/.exec(path ?? '')?.[1] ?? '.test'
}

/** The folder for tests: `__tests__` beside the file, or the top folder for tests that mirrors the sources, or the file's own. */
function testFolder(dir: string, example: string | undefined, ext: string): string {
  if (example === undefined) return ext === '.py' ? 'tests' : dir
  const exampleFolder = posix.dirname(example)
  if (/(?:^|\/)__tests__$/.test(exampleFolder)) return posix.join(dir, '__tests__')
  const [top = ''] = /^(?:tests?|specs?)(?=\/|$)/.exec(exampleFolder) ?? []
  if (top === '') return dir
  // The sources' own top folder, such as src, is seldom repeated below the tests'.
  const inside = dir.split('/').slice(exampleFolder.includes('/') ? 1 : dir.split('/').length)
  return posix.join(top, ...inside)
}
