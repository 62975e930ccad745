import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { languageIdOfPath } from '../../server/context/languages.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { type RelatedAsk, RelatedCode } from '../../server/context/relatedCode.ts'
import { SourceText } from '../../server/context/source.ts'
import { readCursor } from '../marks.ts'

const parser = await SyntaxParser.create()
const never = new AbortController().signal

/** A workspace folder on the disk, and the related code of places in it. */
export class RelatedFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'latent-related-'))
  readonly code = new RelatedCode({ parser })

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true })
      writeFileSync(join(this.path, name), text)
    }
  }

  at(name: string): string {
    return join(this.path, name)
  }

  open(name: string, text: string): { path: string; source: SourceText } {
    return { path: this.at(name), source: new SourceText(name, languageIdOfPath(name), text) }
  }

  /** An ask for a document whose text has one `[||]`. */
  ask(name: string, marked: string, more: Partial<RelatedAsk> = {}): RelatedAsk {
    const { text, offset } = readCursor(marked)
    const source = new SourceText(name, languageIdOfPath(name), text)
    return { uriPath: this.at(name), source, offset, budgetCharacters: 8000, folder: this.path, open: [], edits: [], ...more }
  }

  /** The pieces as one text: a line `# kind path`, then the piece. */
  async shown(name: string, marked: string, more: Partial<RelatedAsk> = {}, signal = never): Promise<string> {
    const pieces = await this.code.related(this.ask(name, marked, more), signal)
    return pieces.map(({ kind, path, text }) => `# ${kind} ${path}\n${text}\n`).join('')
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
