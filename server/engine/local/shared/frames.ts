/** Longer ones are refused: no prompt comes near it, and a length that was made up must not fill the memory. */
const mostFrameBytes = 64 * 2 ** 20
const lengthBytes = 4

/** JSON has no infinities, and the log-probability of what is impossible is one. An object with this key alone stands for such a number. */
const numberKey = '$number'

/** A message as it goes over the socket: the length in bytes (32 bits, big-endian), then JSON in UTF-8. Rejects what is too long by a RangeError. */
export function encodeFrame(message: unknown): Buffer {
  const text = JSON.stringify(message, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { [numberKey]: String(value) } : value,
  )
  const bytes = Buffer.byteLength(text)
  if (bytes > mostFrameBytes) throw new RangeError(`a message of ${bytes} bytes is too long`)
  const frame = Buffer.allocUnsafe(lengthBytes + bytes)
  frame.writeUInt32BE(bytes)
  frame.write(text, lengthBytes)
  return frame
}

/** Puts messages together again, however the socket cut them. */
export class FrameReader {
  #waiting: Buffer[] = []
  #waitingBytes = 0

  /** The messages that are whole now, in order. Throws a RangeError or SyntaxError at what is no frame: the connection is of no use then. */
  push(chunk: Buffer): readonly unknown[] {
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
    const messages: unknown[] = []
    for (;;) {
      const length = this.#nextLength()
      if (length === undefined || this.#waitingBytes < lengthBytes + length) return messages
      const all = Buffer.concat(this.#waiting)
      messages.push(decode(all.subarray(lengthBytes, lengthBytes + length)))
      this.#waiting = [all.subarray(lengthBytes + length)]
      this.#waitingBytes = all.length - lengthBytes - length
    }
  }

  #nextLength(): number | undefined {
    if (this.#waitingBytes < lengthBytes) return undefined
    const [first] = this.#waiting
    if (first === undefined || first.length < lengthBytes) this.#waiting = [Buffer.concat(this.#waiting)]
    const length = (this.#waiting[0] as Buffer).readUInt32BE()
    if (length > mostFrameBytes) throw new RangeError(`a message of ${length} bytes is too long`)
    return length
  }
}

function decode(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8'), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(numberKey in value)) return value
    return typeof value[numberKey] === 'string' ? Number(value[numberKey]) : value
  })
}
