import { SingleBar } from 'cli-progress'
import type { PullProgress } from '../../models/download.ts'
import { printable } from '../../protocol/printable.ts'

export interface PullDisplay {
  onProgress(progress: PullProgress): void
  onNote(line: string): void
  /** Takes the bar away. May be called before anything was shown. */
  end(): void
}

/** Shows a download on stderr: a bar on a terminal, else a line every 10 %. */
export function pullProgress(name: string, err: NodeJS.WriteStream): PullDisplay {
  return err.isTTY ? bar(name, err) : lines(name, err)
}

function bar(name: string, err: NodeJS.WriteStream): PullDisplay {
  const single = new SingleBar({
    stream: err,
    format: `${name} {bar} {percentage} % | {received} of {size} MB | {source}`,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
  })
  let started = false
  const end = () => {
    if (started) single.stop()
    started = false
  }
  return {
    onProgress: ({ receivedBytes, totalBytes, source }) => {
      const words = { received: megabytes(receivedBytes), size: megabytes(totalBytes), source: printable(source) }
      if (started) single.update(receivedBytes, words)
      else single.start(totalBytes, receivedBytes, words)
      started = true
    },
    onNote: (line) => {
      end()
      err.write(`${printable(line)}\n`)
    },
    end,
  }
}

function lines(name: string, err: NodeJS.WriteStream): PullDisplay {
  let shown: number | undefined
  return {
    onProgress: ({ receivedBytes, totalBytes, source }) => {
      const tenth = Math.floor((receivedBytes / totalBytes) * 10)
      // The first report says where a stopped download stands, before its source has answered.
      const before = shown ?? tenth
      shown = tenth
      if (tenth <= before) return
      err.write(`${name}: ${tenth * 10} % (${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB) ${printable(source)}\n`)
    },
    onNote: (line) => err.write(`${printable(line)}\n`),
    end: () => {},
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
