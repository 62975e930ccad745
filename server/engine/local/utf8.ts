/** Whether the bytes begin in the middle of a character. */
export function beginsInsideCharacter(bytes: Uint8Array): boolean {
  return isContinuation(bytes[0])
}

/** Whether the last character of the bytes lacks some of its bytes. */
export function endsInsideCharacter(bytes: Uint8Array): boolean {
  // A character has at most four bytes, so one that is not whole began at most three bytes before the end.
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back]
    if (byte === undefined) return false
    if (!isContinuation(byte)) return lengthOfCharacter(byte) > back
  }
  return false
}

/** The text of bytes; U+FFFD stands for what is not UTF-8. */
export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000
}

function lengthOfCharacter(firstByte: number): number {
  if (firstByte >= 0b1111_0000) return 4
  if (firstByte >= 0b1110_0000) return 3
  return firstByte >= 0b1100_0000 ? 2 : 1
}
