import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { globSync } from 'tinyglobby'
import { languageIdOfPath } from '../../server/context/languages.ts'

export type Half = 'tuning' | 'heldOut'
export type CorpusLanguage = 'typescript' | 'javascript' | 'python'

/** A published package under a permissive licence whose sources are completed. */
export interface CorpusPackage {
  readonly client: 'npm' | 'pip'
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly language: CorpusLanguage
  readonly half: Half
  /** Sources that holes are cut into, relative to the package. */
  readonly sources: string
  /** Build output that holds copies of the sources, and with them the answers. */
  readonly copies?: readonly string[]
}

export interface CorpusFile {
  readonly packageName: string
  /** The package's folder. */
  readonly root: string
  /** Within the package. */
  readonly path: string
  readonly language: CorpusLanguage
  readonly languageId: string
  readonly text: string
}

const npm = { client: 'npm' } as const
const pip = { client: 'pip', language: 'python' } as const
/** The halves share no package. What is tuned is tuned on one; figures come from the other. */
export const corpusPackages: readonly CorpusPackage[] = [
  ...[
    {
      name: 'zod',
      version: '4.6.7',
      licence: 'MIT',
      half: 'heldOut',
      sources: 'src/v4/**/*.ts',
      copies: ['v3', 'v4', '*.js', '*.cjs'],
    },
    { name: 'effect', version: '4.1.0', licence: 'MIT', half: 'heldOut', sources: 'src/**/*.ts', copies: ['dist', 'docs'] },
    { name: 'msw', version: '2.15.0', licence: 'MIT', half: 'heldOut', sources: 'src/**/*.ts', copies: ['lib', 'native'] },
    { name: '@tanstack/query-core', version: '5.108.0', licence: 'MIT', half: 'heldOut', sources: 'src/*.ts', copies: ['build'] },
    { name: 'immer', version: '11.2.10', licence: 'MIT', half: 'heldOut', sources: 'src/**/*.ts', copies: ['dist'] },
    { name: '@reduxjs/toolkit', version: '2.14.0', licence: 'MIT', half: 'tuning', sources: 'src/**/*.ts', copies: ['dist'] },
    { name: 'rxjs', version: '7.8.2', licence: 'Apache-2.0', half: 'tuning', sources: 'src/internal/**/*.ts', copies: ['dist'] },
    { name: 'mobx', version: '7.1.3', licence: 'MIT', half: 'tuning', sources: 'src/**/*.ts', copies: ['dist'] },
  ].map((each) => ({ ...npm, language: 'typescript', ...each }) as CorpusPackage),
  ...[
    { name: 'eslint', version: '10.15.0', licence: 'MIT', half: 'heldOut', sources: 'lib/**/*.js' },
    { name: 'undici', version: '8.13.1', licence: 'MIT', half: 'heldOut', sources: 'lib/**/*.js', copies: ['lib/llhttp'] },
    { name: 'ws', version: '8.23.0', licence: 'MIT', half: 'heldOut', sources: 'lib/*.js' },
    { name: 'mongoose', version: '9.12.1', licence: 'MIT', half: 'tuning', sources: 'lib/**/*.js', copies: ['dist'] },
    { name: 'commander', version: '15.1.0', licence: 'MIT', half: 'tuning', sources: 'lib/*.js' },
    { name: 'express', version: '5.3.0', licence: 'MIT', half: 'tuning', sources: 'lib/*.js' },
    { name: 'pino', version: '10.4.0', licence: 'MIT', half: 'tuning', sources: 'lib/*.js' },
  ].map((each) => ({ ...npm, language: 'javascript', ...each }) as CorpusPackage),
  ...[
    { name: 'textual', version: '8.2.8', licence: 'MIT', half: 'heldOut', sources: 'textual/**/*.py' },
    { name: 'starlette', version: '1.10.0', licence: 'BSD-3-Clause', half: 'heldOut', sources: 'starlette/**/*.py' },
    { name: 'typer', version: '0.29.2', licence: 'MIT', half: 'heldOut', sources: 'typer/**/*.py' },
    { name: 'httpx', version: '0.28.1', licence: 'BSD-3-Clause', half: 'heldOut', sources: 'httpx/**/*.py' },
    { name: 'rich', version: '15.0.0', licence: 'MIT', half: 'heldOut', sources: 'rich/**/*.py' },
    { name: 'click', version: '8.5.1', licence: 'BSD-3-Clause', half: 'tuning', sources: 'click/**/*.py' },
    { name: 'anyio', version: '4.16.0', licence: 'MIT', half: 'tuning', sources: 'anyio/**/*.py' },
    { name: 'werkzeug', version: '3.1.9', licence: 'BSD-3-Clause', half: 'tuning', sources: 'werkzeug/**/*.py' },
    { name: 'trio', version: '0.35.0', licence: 'MIT or Apache-2.0', half: 'tuning', sources: 'trio/**/*.py' },
  ].map((each) => ({ ...pip, ...each }) as CorpusPackage),
]

const noSources = [
  ...['**/*.d.ts', '**/{test,tests,_tests,__tests__,testing,locales,locale,benchmarks,fixtures,vendor,_vendor,demo,testing}/**'],
  ...['**/{*.test,*.spec,*.min}.*', '**/{conf,_unicode_data,_emoji_codes,__init__,__main__}.py', '**/conf/**'],
]
/** Shorter files have no room around a hole; longer ones are data or generated. */
const lines = { fewest: 40, most: 3000 }

/**
 * Brings the packages of a half into `cache` with the package managers' own clients, as they are set up on this machine, unless they are
 * there. Rejects nothing: throws when a client fails.
 */
export function fetchCorpus(half: Half, cache: string): readonly CorpusPackage[] {
  const wanted = corpusPackages.filter((each) => each.half === half)
  for (const each of wanted) if (!existsSync(folderOf(each, cache))) fetchPackage(each, folderOf(each, cache))
  return wanted
}

/** Copies packages to where a language server sees them as workspaces, because holes are cut into the files there, too. */
export function copyCorpus(packages: readonly CorpusPackage[], cache: string, workspace: string): readonly CorpusFile[] {
  return packages.flatMap((each) => {
    const root = folderOf(each, workspace)
    cpSync(folderOf(each, cache), root, { recursive: true })
    return sourceFiles(each, root)
  })
}

function folderOf({ name, version }: CorpusPackage, parent: string): string {
  return join(parent, `${name.replace('/', '-').replace('@', '')}-${version}`)
}

function fetchPackage(each: CorpusPackage, folder: string): void {
  const parts = `${folder}.part`
  rmSync(parts, { recursive: true, force: true })
  const contents = join(parts, 'contents')
  mkdirSync(contents, { recursive: true })
  if (each.client === 'npm') {
    run('npm', ['pack', `${each.name}@${each.version}`, '--ignore-scripts', '--silent', '--pack-destination', parts])
    run('tar', ['-xzf', archiveIn(parts, '.tgz'), '-C', contents, '--strip-components=1'])
  } else {
    run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', parts, `${each.name}==${each.version}`])
    run('python3', ['-m', 'zipfile', '-e', archiveIn(parts, '.whl'), contents])
  }
  for (const copy of globSync([...(each.copies ?? [])], { cwd: contents, onlyFiles: false, expandDirectories: false }))
    rmSync(join(contents, copy), { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  renameSync(contents, folder)
  rmSync(parts, { recursive: true, force: true })
}

function archiveIn(folder: string, extension: string): string {
  const name = readdirSync(folder).find((each) => each.endsWith(extension))
  if (name === undefined) throw new Error(`No ${extension} file came into ${basename(folder)}.`)
  return join(folder, name)
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`)
}

function sourceFiles({ name, language, sources }: CorpusPackage, root: string): readonly CorpusFile[] {
  return globSync(sources, { cwd: root, ignore: noSources })
    .sort()
    .map((path) => ({
      packageName: name,
      root,
      path,
      language,
      languageId: languageIdOfPath(path),
      text: readFileSync(join(root, path), 'utf8'),
    }))
    .filter(({ text }) => {
      const count = text.split('\n').length
      return count >= lines.fewest && count <= lines.most && !text.includes('\r') && !text.includes('\0')
    })
}
