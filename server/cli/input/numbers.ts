import { LatentError } from '../../protocol/errors.ts'

/** A parser of an option's value. Throws badArgument, also for an empty one: an empty variable of a script is no 0. */
export function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
    throw LatentError.of('badArgument', {
      en: `${option} takes a whole number from ${minimum} to ${maximum}, not "${text}".`,
      zh: `${option} 应为 ${minimum} 到 ${maximum} 之间的整数，而不是“${text}”。`,
    })
  }
}
