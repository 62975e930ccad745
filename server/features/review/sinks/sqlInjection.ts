import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, bare, calleeOf, callTypes, isCall, memberOf, memberTypes, optionOf } from './syntax.ts'
import { type Danger, threatOf } from './threat.ts'
import { foreign } from './values.ts'
import { calleeText, flowReason, title } from './wording.ts'

const members =
  /^(query|queryRaw|execute|executemany|executescript|raw|run|all|get|each|exec|prepare|\$queryRawUnsafe|\$executeRawUnsafe|unsafe|whereRaw|orWhereRaw|orderByRaw|groupByRaw|havingRaw|selectRaw|joinRaw|fromRaw|fetch|fetchrow|fetchval|fetch_all|fetch_one|scalar|scalars|read_sql|read_sql_query|extra|any|one|none|many|manyOrNone|oneOrNone|result|multi|exec_driver_sql|mogrify|literal|where|andWhere|orWhere|having|order_by|filter|select|text|stream|iterate|pluck|execute_sql|execute_query|fetchAll|executeSql|queryObject)$/
const functions = /(^|\.)(text|RawSQL|read_sql|read_sql_query|sql_raw)$/
/** Whole statements, and the parts of one that `whereRaw` and its like take. */
const statement =
  /\b(select\b[\s\S]*\bfrom|insert\s+into|update\b[\s\S]*\bset|delete\s+from|drop\s+(table|index|database)|alter\s+table|create\s+(table|index|view|user|database)|replace\s+into|truncate\s+|call\s+|exec\s+|pragma\s|explain\s|grant\s|with\b[\s\S]*\bas\b|where\b[\s\S]*[=<>]|order\s+by|and\s+\w+\s*(=|like|in)|show\s+\w+)/i
const fragmentMembers = /Raw$|^(extra|literal|RawSQL|text|where|andWhere|orWhere|having|order_by|filter|raw)$/
const fragment = /(=|<|>|\blike\b|\bin\b|\basc\b|\bdesc\b|\border by\b|\band\b|\bor\b|['%(])/i

const danger: Danger = {
  certainty: { input: 0.96, argument: 0.88, parameter: 0.86, data: 0.8 },
  sanitiser:
    /escape|quote|sqlstring|format\.\w+|identifier|literal|quote_ident|\bsql\.(Identifier|Literal|SQL)|adapt|bindparam|placeholder/i,
}

export const sqlInjection: SinkFinder = {
  nodeTypes: callTypes,
  find(call: Node, facts: FileFacts): Sink | undefined {
    const callee = calleeOf(call)
    if (callee === null) return undefined
    const member = memberTypes.has(callee.type) ? memberOf(callee) : ''
    if (!members.test(member) && !functions.test(facts.called(call))) return undefined
    const text =
      argumentsOf(call)[0] ?? ['text', 'sql', 'query', 'statement', 'where'].flatMap((name) => optionOf(call, name) ?? [])[0]
    // `execute(text(...))`: the inner call is looked at by itself.
    if (text === undefined || (isCall(bare(text)) && functions.test(facts.called(bare(text))))) return undefined
    const value = evaluate(optionOf(call, 'sql') ?? optionOf(call, 'text') ?? text, facts)
    if (!value.composed || !value.text.includes(foreign) || !isSql(value.text, member)) return undefined
    const threat = threatOf(value, call, danger, facts)
    if (threat === undefined) return undefined
    return {
      ruleId: 'security.sql-injection',
      startOffset: text.startIndex,
      endOffset: text.endIndex,
      title: title('An SQL statement is built from ', threat.origin.name, ''),
      reason: flowReason(threat.origin, calleeText(call), 'as part of the statement instead of as a value of it'),
      signals: { source: threat.origin.kind, certainty: threat.certainty },
    }
  },
}

function isSql(text: string, member: string): boolean {
  return /Raw$/.test(member) || statement.test(text) || (fragmentMembers.test(member) && fragment.test(text))
}
