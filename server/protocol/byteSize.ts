/** A number of bytes as GiB for a message, without the unit. */
export function gib(bytes: number, digits = 1): string {
  return (bytes / 2 ** 30).toFixed(digits)
}
