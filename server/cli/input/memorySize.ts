import { LatentError } from '../../protocol/errors.ts'

const unitBytes: Readonly<Record<string, number>> = {
  m: 1e6,
  g: 1e9,
  t: 1e12,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
}

/** A parser of an option that takes memory: `40G` and `40GB` are 40 × 10^9 bytes, `40GiB` 40 × 2^30; a number alone means GB. Rejects with badArgument. */
export function memorySize(option: string): (text: string) => number {
  return (text) => {
    const [, amount, unit = 'g'] = /^(\d+(?:\.\d+)?) ?(mi|gi|ti|m|g|t)?b?$/i.exec(text.trim()) ?? []
    const bytes = Number(amount) * (unitBytes[unit.toLowerCase()] ?? Number.NaN)
    if (Number.isFinite(bytes)) return bytes
    throw LatentError.of('badArgument', {
      en: `${option} takes an amount of memory such as 24G or 512M, not "${text}".`,
      zh: `${option} 应为内存大小，如 24G 或 512M，而不是“${text}”。`,
    })
  }
}

const mostCards = 64

/** As `memorySize`, for several cards: `8x80G` is eight with 80 GB each. Rejects with badArgument for none or more than 64 of them. */
export function memoryOfCards(option: string): (text: string) => readonly number[] {
  const size = memorySize(option)
  return (text) => {
    const [, written = '1', each = text] = /^(\d+) ?[x×*] ?(.+)$/i.exec(text.trim()) ?? []
    const bytes = size(each)
    const count = Number(written)
    if (count < 1 || count > mostCards) {
      throw LatentError.of('badArgument', {
        en: `${option} takes 1 to ${mostCards} cards, not ${written}.`,
        zh: `${option} 应为 1 到 ${mostCards} 张显卡，而不是 ${written} 张。`,
      })
    }
    return bytes === 0 ? [] : new Array<number>(count).fill(bytes)
  }
}
