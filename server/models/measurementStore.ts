import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { reasonOf } from './reason.ts'
import { readOwnText, replaceOwnFile, userDataFolder } from './userData.ts'

/** The figures of a measurement that are kept to compare with. */
export interface KeptMeasurement {
  /** ISO date and time. */
  readonly at: string
  readonly promptTokensPerSecond: number
  readonly generatedTokensPerSecond: number
  readonly completionMs: number
  readonly right: number
  readonly cases: number
}

const mostBytes = 2 ** 20

/** The last measurement of each model and backend, on this machine alone. */
export class MeasurementStore {
  readonly #path: string

  constructor(env: NodeJS.ProcessEnv) {
    this.#path = join(userDataFolder(env), 'measurements.json')
  }

  /** Undefined where there is none, or none that can be read. */
  async last(key: string): Promise<KeptMeasurement | undefined> {
    const kept = (await this.#read())[key]
    return isMeasurement(kept) ? kept : undefined
  }

  /** All that can be read, by the keys that they were kept with. */
  async all(): Promise<ReadonlyMap<string, KeptMeasurement>> {
    const kept = Object.entries(await this.#read())
    return new Map(kept.filter((each): each is [string, KeptMeasurement] => isMeasurement(each[1])))
  }

  /** Rejects with folderNotWritable. */
  async keep(key: string, measurement: KeptMeasurement): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true })
      await replaceOwnFile(this.#path, `${JSON.stringify({ ...(await this.#read()), [key]: measurement }, undefined, 2)}\n`)
    } catch (error) {
      throw LatentError.of('folderNotWritable', dirname(this.#path), reasonOf(error))
    }
  }

  async #read(): Promise<Readonly<Record<string, unknown>>> {
    try {
      const told: unknown = JSON.parse((await readOwnText(this.#path, mostBytes)) || '{}')
      return isRecord(told) ? told : {}
    } catch {
      // Damaged figures are measured again.
      return {}
    }
  }
}

function isMeasurement(value: unknown): value is KeptMeasurement {
  if (!isRecord(value) || typeof value.at !== 'string') return false
  const { promptTokensPerSecond, generatedTokensPerSecond, completionMs, right, cases } = value
  return [promptTokensPerSecond, generatedTokensPerSecond, completionMs, right, cases].every((each) => typeof each === 'number')
}
