import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { reasonOf } from '../models/reason.ts'
import { replaceOwnFile } from '../models/userData.ts'
import { LatentError } from '../protocol/errors.ts'

const keyShape = z.object({
  name: z.string(),
  /**
   * SHA-256 of the key. A slow hash would add nothing: it makes guessing a password dear, and a key is 256 random bits, which nobody guesses.
   */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.string(),
  requestsPerMinute: z.number().int().min(1).optional(),
  parallel: z.number().int().min(1).optional(),
})
const fileShape = z.object({ version: z.literal(1), keys: z.array(keyShape) })

/** A key without its secret. */
export type KnownKey = z.infer<typeof keyShape>

/** What may be set for a key. */
export interface KeyLimits {
  readonly requestsPerMinute?: number
  readonly parallel?: number
}

/** How often at most the file is looked at again, so that a key that was taken away stops working soon. */
const readAgainMs = 1000

/** The keys of a server, in a file that its user alone can read. Only their hashes are kept. */
export class Keys {
  readonly path: string
  readonly #now: () => number
  #known: readonly KnownKey[] = []
  #readAt = Number.NEGATIVE_INFINITY
  #changedAt: number | undefined

  constructor(path: string, now: () => number) {
    this.path = path
    this.#now = now
  }

  /** Whether nobody was given a key, as known within a second. Rejects with serveKeysUnusable. */
  async isEmpty(): Promise<boolean> {
    await this.#readSoon()
    return this.#known.length === 0
  }

  /** As they are now. Rejects with serveKeysUnusable. */
  async list(): Promise<readonly KnownKey[]> {
    await this.#readAgain()
    return this.#known
  }

  /** The key that a client sent, if it is one. Every key is compared, in a time that does not tell how much of it was right. */
  async find(sent: string): Promise<KnownKey | undefined> {
    await this.#readSoon()
    const hash = hashOf(sent)
    return this.#known.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'hex'), hash))[0]
  }

  /** Makes a key and tells it, this once. Rejects with serveKeyExists and serveKeysUnusable. */
  async add(name: string, limits: KeyLimits, createdAt: string): Promise<string> {
    const known = await this.list()
    if (known.some((each) => each.name === name)) throw LatentError.of('serveKeyExists', name)
    const key = `latent-${randomBytes(32).toString('base64url')}`
    await this.#write([...known, { name, sha256: hashOf(key).toString('hex'), createdAt, ...limits }])
    return key
  }

  /** Rejects with serveKeyUnknown and serveKeysUnusable. */
  async remove(name: string): Promise<void> {
    const known = await this.list()
    if (!known.some((each) => each.name === name)) throw LatentError.of('serveKeyUnknown', name)
    await this.#write(known.filter((each) => each.name !== name))
  }

  async #readSoon(): Promise<void> {
    if (this.#now() - this.#readAt >= readAgainMs) await this.#readAgain()
  }

  async #readAgain(): Promise<void> {
    this.#readAt = this.#now()
    const found = await stat(this.path).catch(() => undefined)
    if (found === undefined) {
      this.#known = []
      this.#changedAt = undefined
      return
    }
    if (found.mtimeMs === this.#changedAt) return
    try {
      this.#known = fileShape.parse(JSON.parse(await readFile(this.path, 'utf8'))).keys
      this.#changedAt = found.mtimeMs
    } catch (error) {
      const isForeign = error instanceof z.ZodError || error instanceof SyntaxError
      throw LatentError.of('serveKeysUnusable', this.path, isForeign ? 'it holds no keys as Latent writes them' : reasonOf(error))
    }
  }

  async #write(keys: readonly KnownKey[]): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      await replaceOwnFile(this.path, `${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`)
    } catch (error) {
      throw LatentError.of('serveKeysUnusable', this.path, reasonOf(error))
    }
    this.#changedAt = undefined
    await this.#readAgain()
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
