import { SingleBar } from 'cli-progress'
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
export function progressFor(output: NodeJS.WriteStream): Progress {
  return output.isTTY ? new ProgressBar(output) : new ProgressLines(output)
}

class ProgressLines implements Progress {
  readonly #output: NodeJS.WriteStream
  constructor(output: NodeJS.WriteStream) {
    this.#output = output
  }
  file(path: string, index: number, count: number): void {
    this.#output.write(`Reviewing ${printable(path)}${count > 1 ? ` (${index} of ${count})` : ''}\n`)
  }
  step(): void {}
  clear(): void {}
}

class ProgressBar implements Progress {
  readonly #output: NodeJS.WriteStream
  #bar: SingleBar | undefined
  #label = ''
  constructor(output: NodeJS.WriteStream) {
    this.#output = output
  }
  file(path: string, index: number, count: number): void {
    this.clear()
    this.#label = printable(count > 1 ? `${path} (${index} of ${count})` : path)
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
