import type { Asked } from './developer.ts'
import { percentile } from './figures.ts'

/** A wait for the first text that was long for its kind, and what went on around it. */
export interface LongWait {
  readonly user: number
  readonly kind: Asked['kind']
  /** When it was sent, in seconds since the users came. */
  readonly atSeconds: number
  readonly firstMs: number
  readonly timesMedian: number
  /** Prompt tokens that were evaluated for it; undefined where the server does not tell. */
  readonly evaluated?: number
  /** Requests under way when it was sent. */
  readonly underWay: number
  /** Requests of others that were sent after it, and had their first text before it. */
  readonly overtaking: number
}

/** From so many times the median of its kind on, a wait is long. */
const longFrom = 2

/** The waits beyond twice the median of their kind, the longest first. */
export function longWaits(asked: readonly Asked[], cameAt: number): readonly LongWait[] {
  const waits = (['completion', 'chat'] as const).flatMap((kind) => {
    const ofKind = asked.filter((each) => each.kind === kind && each.outcome === 'finished')
    const median = percentile(
      ofKind.flatMap(({ firstMs }) => firstMs ?? []),
      0.5,
    )
    return ofKind.flatMap(({ user, sentAt, firstMs, evaluated }): readonly LongWait[] => {
      if (firstMs === undefined || firstMs < longFrom * median) return []
      const firstAt = sentAt + firstMs
      return [
        {
          ...{ user, kind, atSeconds: (sentAt - cameAt) / 1000, firstMs, timesMedian: firstMs / median },
          ...(evaluated === undefined ? {} : { evaluated }),
          underWay: asked.filter((other) => other.sentAt < sentAt && other.sentAt + other.ms > sentAt).length,
          overtaking: asked.filter(
            (other) => other.firstMs !== undefined && other.sentAt > sentAt && other.sentAt + other.firstMs < firstAt,
          ).length,
        },
      ]
    })
  })
  return waits.toSorted((a, b) => b.timesMedian - a.timesMedian)
}
