import { plain } from '../../features/review/rendering/paint.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { GlobalOptions, Host } from '../host.ts'
import { latentVersion } from '../input/installation.ts'
import { type Format, reportIn } from './formats.ts'
import { OutputFile, type OutputPlace } from './outputFile.ts'
import { paintFor } from './paint.ts'
import type { Report } from './report.ts'
import { SeveralReports } from './severalReports.ts'

/** Options that say where a review is printed and how. */
export interface OutputOptions extends GlobalOptions {
  readonly format: Format
  readonly output?: readonly OutputPlace[]
  readonly showHeldBack?: boolean
}

/** Where a review goes. */
export interface Outputs {
  readonly report: Report
  /** Writes the files, after the end of the report. Rejects with outputNotWritable. */
  save(): Promise<void>
}

/** The outputs that the options ask for. Rejects with badArgument and, before anything is reviewed, with outputNotWritable. */
export async function openOutputs(options: OutputOptions, host: Host): Promise<Outputs> {
  const { format, output = [], color, showHeldBack = false } = options
  if (output.filter((place) => place.format === undefined).length > 1) {
    throw LatentError.of('badArgument', {
      en: '--output FILE can be given once; further files are FORMAT=FILE.',
      zh: '--output FILE 只能指定一次；其他文件请用 FORMAT=FILE。',
    })
  }
  const { language } = host
  const origin = { version: await latentVersion(host.programFolder), workingFolder: host.workingFolder }
  const files: OutputFile[] = []
  const reports: Report[] = []
  for (const place of output) {
    const file = await OutputFile.at(place.path, host.workingFolder)
    files.push(file)
    reports.push(
      reportIn(place.format ?? format, { write: (text) => file.write(text), language, paint: plain, showHeldBack, origin }),
    )
  }
  if (output.every((place) => place.format !== undefined)) {
    const write = (text: string) => void host.out.write(text)
    reports.push(reportIn(format, { write, language, paint: paintFor(host.out, host.env, !color), showHeldBack, origin }))
  }
  return {
    report: new SeveralReports(reports),
    save: async () => {
      for (const file of files) await file.save()
    },
  }
}
