/** Closes a `switch` over a union: the compiler refuses it when a member is not covered. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
