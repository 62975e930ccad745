import { parser } from '@prometheus-io/lezer-promql'

/** A metric of a query: its name, and the functions around it, the innermost first. */
export interface UsedMetric {
  readonly name: string
  readonly within: readonly string[]
}

/** The metrics of a PromQL query. Throws where it is none. */
export function metricsOf(query: string): readonly UsedMetric[] {
  const found: UsedMetric[] = []
  const calls: string[] = []
  parser.parse(query).iterate({
    enter: ({ name, type, from, to, node }) => {
      if (type.isError) throw new Error(`No PromQL at ${from}: ${query}`)
      if (name === 'FunctionCall') calls.push(textOf(query, node.getChild('FunctionIdentifier')))
      if (name === 'VectorSelector') {
        found.push({ name: textOf(query, node.getChild('Identifier')) || query.slice(from, to), within: calls.toReversed() })
      }
    },
    leave: ({ name }) => {
      if (name === 'FunctionCall') calls.pop()
    },
  })
  return found
}

function textOf(query: string, node: { readonly from: number; readonly to: number } | null): string {
  return node === null ? '' : query.slice(node.from, node.to)
}
