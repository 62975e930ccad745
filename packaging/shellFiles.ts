import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { completionsFolder, manualPage } from './publishedManifest.ts'

/** Where each shell looks for the completion of a command, by its name. */
const completionFiles = { bash: 'latent', zsh: '_latent', fish: 'latent.fish' } as const

/** Has the laid-out command write its completions and its manual page, in English. */
export function writeShellFiles(stage: string): void {
  write(join(stage, manualPage), printed(stage, ['manual']))
  for (const [shell, file] of Object.entries(completionFiles)) {
    write(join(stage, completionsFolder, shell, file), printed(stage, ['completion', shell]))
  }
}

function printed(stage: string, words: readonly string[]): string {
  const env = { ...process.env, LC_ALL: 'en_US.UTF-8' }
  return execFileSync(process.execPath, [join(stage, 'dist/cli.js'), ...words], { encoding: 'utf8', env })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
