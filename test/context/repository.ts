import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A git repository in a folder that is gone when the test ends. */
export class Repository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-repository-')))

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }))
    this.git('init', '--quiet', '--initial-branch=main')
  }

  /** With one commit that holds these files. */
  static with(files: Readonly<Record<string, string | Uint8Array>>): Repository {
    const repository = new Repository()
    repository.commit(files)
    return repository
  }

  /** What git prints. */
  git(...commandLine: readonly string[]): string {
    const settings = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false', 'core.autocrlf=false']
    const options = settings.flatMap((setting) => ['-c', setting])
    return execFileSync('git', [...options, ...commandLine], { cwd: this.folder, stdio: 'pipe' }).toString()
  }

  write(name: string, content: string | Uint8Array): void {
    const file = join(this.folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  stage(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) this.write(name, content)
    this.git('add', '--', ...Object.keys(files))
  }

  commit(files: Readonly<Record<string, string | Uint8Array>>, message = 'a commit'): void {
    this.stage(files)
    this.git('commit', '--quiet', '--message', message)
  }
}
