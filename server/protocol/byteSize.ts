/** A number of bytes as GiB for a message, without the unit. */
export function gib(bytes: number, digits = 1): string {
  return (bytes / 2 ** 30).toFixed(digits)
}

/** A number of bytes as MB, with the unit, as downloads are counted. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
