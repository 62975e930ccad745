import { LatentError } from '../../protocol/errors.ts'

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `90s`, `500ms`, `2m` or `1h` in milliseconds; a number alone means seconds. Rejects with badArgument. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? []
  const ms = Number(amount) * (unitsInMs[unit ?? 's'] ?? Number.NaN)
  if (!Number.isFinite(ms) || ms <= 0) {
    throw LatentError.of('badArgument', {
      en: `"${text}" is not a time such as 60s or 2m.`,
      zh: `“${text}”不是时间，应如 60s 或 2m。`,
    })
  }
  return ms
}
