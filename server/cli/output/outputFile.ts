import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { LatentError } from '../../protocol/errors.ts'
import { type Format, formats } from './formats.ts'
import { notWritable, replaceFile } from './replaceFile.ts'

/** A value of `--output`: without a format it takes the report of `--format` away from standard output. */
export interface OutputPlace {
  readonly path: string
  readonly format?: Format
}

/** Reads `FILE` or `FORMAT=FILE`. Throws badArgument, also for a format that there is not: `htm=a.html` is a slip rather than a file. */
export function parseOutput(text: string): OutputPlace {
  const word = /^([a-z]+)=/i.exec(text)?.[1]
  const format = formats.find((each) => each === word)
  if (word !== undefined && format === undefined) throw unknownFormat(text, word)
  const path = format === undefined ? text : text.slice(format.length + 1)
  if (path === '') {
    throw LatentError.of('badArgument', {
      en: `--output takes a file, or FORMAT=FILE, not "${text}".`,
      zh: `--output 应为文件或 FORMAT=FILE，而不是“${text}”。`,
    })
  }
  return { path, ...(format && { format }) }
}

function unknownFormat(text: string, word: string): LatentError {
  const known = formats.join(', ')
  return LatentError.of('badArgument', {
    en: `--output knows no format "${word}"; there are ${known}. A file of that name is ./${text}.`,
    zh: `--output 没有“${word}”格式；可用的有 ${known}。若是该名称的文件，请写成 ./${text}。`,
  })
}

/** A file that gets its text as a whole when all of it is there, so that no reader ever finds half a report. */
export class OutputFile {
  readonly #path: string
  readonly #namedAs: string
  #text = ''

  private constructor(path: string, namedAs: string) {
    this.#path = path
    this.#namedAs = namedAs
  }

  /** Rejects with outputNotWritable now rather than after minutes of work. */
  static async at(namedAs: string, workingFolder: string): Promise<OutputFile> {
    const path = resolve(workingFolder, namedAs)
    try {
      await access(dirname(path), constants.W_OK)
    } catch (error) {
      throw notWritable(namedAs, error)
    }
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) throw LatentError.of('outputNotWritable', namedAs, 'it is a folder')
    return new OutputFile(path, namedAs)
  }

  write(text: string): void {
    this.#text += text
  }

  /** Rejects with outputNotWritable. */
  async save(): Promise<void> {
    try {
      if (await isSpecial(this.#path)) await writeFile(this.#path, this.#text)
      else await replaceFile(this.#path, this.#text)
    } catch (error) {
      throw notWritable(this.#namedAs, error)
    }
  }
}

/** A device or a pipe, such as /dev/stderr, is written into and not replaced. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && !found.isFile()
}
