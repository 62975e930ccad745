import { LatentError } from '../../protocol/errors.ts'

/** A parser of an option's value. Rejects with badArgument. */
export function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    throw LatentError.of('badArgument', {
      en: `${option} takes a whole number from ${minimum} to ${maximum}, not "${text}".`,
      zh: `${option} 应为 ${minimum} 到 ${maximum} 之间的整数，而不是“${text}”。`,
    })
  }
}
