import { SingleBar } from 'cli-progress'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { printable } from '../../protocol/printable.ts'

/** Says on stderr how far a review is; results go to stdout and are never mixed with it. */
export interface Progress {
  /** A file begins: the `index`-th (from 1) of `count`. */
  file(path: string, index: number, count: number): void
  step(done: number, total: number, symbol: string): void
  /** Clears what stands on the terminal, so that a result can be printed; the next step draws it again. */
  clear(): void
}

/** A bar on a terminal, one line a file elsewhere, so that a log of CI stays readable. */
export function progressFor(output: NodeJS.WriteStream, language: DisplayLanguage): Progress {
  return output.isTTY ? new ProgressBar(output, language) : new ProgressLines(output, language)
}

class ProgressLines implements Progress {
  readonly #output: NodeJS.WriteStream
  readonly #language: DisplayLanguage
  constructor(output: NodeJS.WriteStream, language: DisplayLanguage) {
    this.#output = output
    this.#language = language
  }
  file(path: string, index: number, count: number): void {
    const { reviewing, numbered } = texts[this.#language]
    this.#output.write(`${reviewing(printable(count > 1 ? numbered(path, index, count) : path))}\n`)
  }
  step(): void {}
  clear(): void {}
}

class ProgressBar implements Progress {
  readonly #output: NodeJS.WriteStream
  readonly #language: DisplayLanguage
  #bar: SingleBar | undefined
  #label = ''
  constructor(output: NodeJS.WriteStream, language: DisplayLanguage) {
    this.#output = output
    this.#language = language
  }
  file(path: string, index: number, count: number): void {
    this.clear()
    this.#label = printable(count > 1 ? texts[this.#language].numbered(path, index, count) : path)
    this.step(0, 1, '')
  }
  step(done: number, total: number, symbol: string): void {
    if (this.#bar === undefined) {
      this.#bar = new SingleBar({
        stream: this.#output,
        format: '{label} [{bar}] {percentage} % {symbol}',
        barCompleteChar: '=',
        barIncompleteChar: ' ',
        barsize: 24,
        hideCursor: true,
        clearOnComplete: true,
        stopOnComplete: false,
        gracefulExit: false,
      })
      this.#bar.start(total, done, { label: this.#label, symbol: printable(symbol) })
    }
    this.#bar.setTotal(total)
    this.#bar.update(done, { label: this.#label, symbol: printable(symbol) })
  }
  clear(): void {
    this.#bar?.stop()
    this.#bar = undefined
  }
}

const texts = {
  en: {
    reviewing: (file: string) => `Reviewing ${file}`,
    numbered: (file: string, index: number, count: number) => `${file} (${index} of ${count})`,
  },
  zh: {
    reviewing: (file: string) => `正在审查 ${file}`,
    numbered: (file: string, index: number, count: number) => `${file}（${index}/${count}）`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
