import { sum } from '../completion/bootstrap.ts'
import { bootstrapped, share } from './intervals.ts'
import { aligned, estimateText, shareText } from './layout.ts'
import type { PrefixRecord, Results } from './records.ts'

/** What questions cost one by one, by what they cost as Latent asks them. Those that were asked alone stand for all of their function. */
export function prefixes({ prefixes: all }: Results): readonly string[] {
  if (all.length === 0) return []
  const rows = all.map(({ id, lines, questions, shared, alone }) => {
    const times = questions / Math.max(1, alone.questions)
    return [
      id,
      ...[`${lines}`, `${alone.questions} of ${questions}`],
      ...[(alone.evaluatedTokens * times) / shared.evaluatedTokens, (alone.ms * times) / shared.ms].map((each) =>
        each.toFixed(1),
      ),
    ]
  })
  const factor = (of: (each: PrefixRecord['shared']) => number) =>
    estimateText(
      bootstrapped(all, (drawn) => {
        const alone = drawn.map(
          ({ alone: { questions, ...cost }, ...each }) => (of(cost) * each.questions) / Math.max(1, questions),
        )
        return sum(alone) / sum(drawn.map(({ shared }) => of(shared)))
      }),
    )
  const differences = all.flatMap((each) => each.differences)
  const equal = share(differences.filter((each) => each <= 0.1).length, differences.length)
  const largest = Math.max(0, ...differences).toFixed(3)
  return [
    `The same questions one by one, by as Latent asks them\n${aligned([['', 'lines', 'asked alone', 'tokens, times', 'time, times'], ...rows])}`,
    `One by one: ${factor(({ evaluatedTokens }) => evaluatedTokens)} times the tokens, ${factor(({ ms }) => ms)} times the time; answers within 0.1 nats: ${shareText(equal)}, at most ${largest} apart`,
  ]
}
