import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LatentError } from '../protocol/errors.ts'
import { digestOfEnds } from './fileDigest.ts'
import { reasonOf } from './reason.ts'
import { readOwnText, replaceOwnFile, userDataFolder } from './userData.ts'

/** A file of ours has some thousand bytes. */
const mostBytes = 200_000

/** A model, as a calibration knows it. */
export interface CalibratedModel {
  /** `EngineInfo.calibrationKey`. */
  readonly calibrationKey: string
  /** Of the model's file. */
  readonly path: string
}

/** The folder with calibrations that were measured here, a file a model. What a text means is the business of who reads it. */
export class CalibrationStore {
  readonly folder: string
  readonly #digests = new Map<string, Promise<string>>()
  readonly #told = new Set<string>()

  constructor(folder: string) {
    this.folder = folder
  }

  /** In the folder of the user's data. */
  static defaultFolder(env: NodeJS.ProcessEnv): string {
    return join(userDataFolder(env), 'calibrations')
  }

  pathOf(calibrationKey: string): string {
    return join(this.folder, `${calibrationKey.replaceAll(/[^\w.-]/g, '_')}.json`)
  }

  /**
   * What was measured for a model; `undefined` where nothing was. Rejects with calibrationUnusable for what `parse` cannot read, and for
   * what was measured with another file.
   */
  async read<Own extends { readonly modelDigest: string; readonly calibrationKey: string }>(
    { calibrationKey, path: modelPath }: CalibratedModel,
    parse: (text: string) => Own | undefined,
  ): Promise<Own | undefined> {
    const path = this.pathOf(calibrationKey)
    const text = await readOwnText(path, mostBytes).catch((error: unknown) => {
      throw LatentError.of('calibrationUnusable', path, reasonOf(error))
    })
    if (text === undefined) return undefined
    const own = parse(text)
    if (own === undefined || own.calibrationKey !== calibrationKey)
      throw LatentError.of('calibrationUnusable', path, 'it is damaged, or of another version of Latent')
    if (own.modelDigest !== (await this.digestOf(modelPath)))
      throw LatentError.of('calibrationUnusable', path, 'it was measured with another model file')
    return own
  }

  /** As `read`, but why a file cannot be used is told once, and it is as if nothing had been measured. */
  async usable<Own extends { readonly modelDigest: string; readonly calibrationKey: string }>(
    model: CalibratedModel,
    parse: (text: string) => Own | undefined,
    tell: (error: unknown) => void,
  ): Promise<Own | undefined> {
    try {
      return await this.read(model, parse)
    } catch (error) {
      const why = String(error)
      if (!this.#told.has(why)) tell(error)
      this.#told.add(why)
      return undefined
    }
  }

  /** Replaces the file as a whole. Rejects with calibrationNotWritable. */
  async write(calibrationKey: string, text: string): Promise<void> {
    const path = this.pathOf(calibrationKey)
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      await replaceOwnFile(path, text)
    } catch (error) {
      throw LatentError.of('calibrationNotWritable', path, reasonOf(error))
    }
  }

  /** Whether there was one. Rejects with calibrationNotWritable. */
  async remove(calibrationKey: string): Promise<boolean> {
    const path = this.pathOf(calibrationKey)
    try {
      await rm(path)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw LatentError.of('calibrationNotWritable', path, reasonOf(error))
    }
  }

  /** `digestOfEnds` of a model's file, read once. */
  digestOf(path: string): Promise<string> {
    const known = this.#digests.get(path)
    if (known !== undefined) return known
    const digest = digestOfEnds(path)
    this.#digests.set(path, digest)
    digest.catch(() => this.#digests.delete(path))
    return digest
  }
}
