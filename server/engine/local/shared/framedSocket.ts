import type { Socket } from 'node:net'
import { encodeFrame, FrameReader } from './frames.ts'

/** The other side left or died, or said what is no message. */
export class ClosedError extends Error {
  constructor() {
    super('the other side left')
  }
}

/** The other side is there, and said nothing in time. */
export class SilentError extends Error {
  constructor() {
    super('the other side does not answer')
  }
}

/** A socket that carries messages: first one at a time by `next`, then all of them to whoever listens. What is no message ends it. */
export class FramedSocket {
  readonly #socket: Socket
  readonly #reader = new FrameReader()
  readonly #waiting: unknown[] = []
  #onMessage: ((message: unknown) => void) | undefined
  #wake: () => void = () => undefined
  #isClosed = false
  /** Resolves when no more will come, and everything that came was handed on. */
  readonly closed: Promise<void>

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#take(chunk))
    // 'close' follows.
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isClosed = true
        this.#wake()
        resolve()
      })
    })
  }

  /** The next message. Rejects with ClosedError, or with SilentError when none comes in this time. */
  async next(longestMs: number): Promise<unknown> {
    const end = Date.now() + longestMs
    while (this.#waiting.length === 0) {
      if (this.#isClosed) throw new ClosedError()
      if (Date.now() >= end) throw new SilentError()
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, end - Date.now())
        this.#wake = () => {
          clearTimeout(late)
          resolve()
        }
      })
    }
    return this.#waiting.shift()
  }

  /** Hands every message on from now on, those first that came already. */
  listen(onMessage: (message: unknown) => void): void {
    this.#onMessage = onMessage
    for (const message of this.#waiting.splice(0)) onMessage(message)
  }

  /** A message to somebody who has just left is lost; `closed` tells of that. */
  send(message: unknown): void {
    if (this.#socket.writable) this.#socket.write(encodeFrame(message))
  }

  /** Ends it once everything is sent. */
  end(): void {
    this.#socket.end(() => this.#socket.destroy())
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) {
        if (this.#onMessage === undefined) this.#waiting.push(message)
        else this.#onMessage(message)
      }
      this.#wake()
    } catch {
      this.destroy()
    }
  }
}
