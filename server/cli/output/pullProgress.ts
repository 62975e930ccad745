import { SingleBar } from 'cli-progress'
import type { PullProgress } from '../../models/fetchFile.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { inLanguage } from '../../protocol/findingTexts.ts'
import { printable } from '../../protocol/printable.ts'
import { modelsTexts } from '../texts/models.ts'

export interface PullDisplay {
  onProgress(progress: PullProgress): void
  onNote(line: string): void
  /** Takes the bar away. May be called before anything was shown. */
  end(): void
}

/** Shows a download on stderr: a bar on a terminal, else a line every 10 %. */
export function pullProgress(name: string, err: NodeJS.WriteStream, language: DisplayLanguage): PullDisplay {
  return err.isTTY ? bar(name, err, language) : lines(name, err, language)
}

function bar(name: string, err: NodeJS.WriteStream, language: DisplayLanguage): PullDisplay {
  const { ofSize } = modelsTexts[language]
  const single = new SingleBar({
    stream: err,
    format: `${name} {bar} {percentage} % | {amount} | {source}`,
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
      const amount = ofSize(megabytes(receivedBytes), megabytes(totalBytes))
      const words = { amount, source: printable(inLanguage(source, language)) }
      if (started) single.update(receivedBytes, words)
      else single.start(totalBytes, receivedBytes, words)
      started = true
    },
    onNote: (line) => {
      end()
      err.write(`${printable(inLanguage(line, language))}\n`)
    },
    end,
  }
}

function lines(name: string, err: NodeJS.WriteStream, language: DisplayLanguage): PullDisplay {
  const { ofSize } = modelsTexts[language]
  let shown: number | undefined
  return {
    onProgress: ({ receivedBytes, totalBytes, source }) => {
      const tenth = Math.floor((receivedBytes / totalBytes) * 10)
      // The first report says where a stopped download stands, before its source has answered.
      const before = shown ?? tenth
      shown = tenth
      if (tenth <= before) return
      const amount = ofSize(megabytes(receivedBytes), megabytes(totalBytes))
      err.write(`${name}: ${tenth * 10} % (${amount}) ${printable(inLanguage(source, language))}\n`)
    },
    onNote: (line) => err.write(`${printable(inLanguage(line, language))}\n`),
    end: () => {},
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
