import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { collectingLoop, declarationBefore } from '../refactor/rewriteLoopParts.ts'
import { codeOf, hasComment, statementsOf } from '../refactor/rewriteSite.ts'
import { countName } from '../refactor/rewriteSoundness.ts'
import type { OptimisedPlace } from './optimisePlace.ts'

/**
 * A loop of JavaScript that collects each element once, looking through all that it has for each:
 * `for (const x of xs) if (!out.includes(x)) out.push(x)`.
 */
export function distinctElements(loop: Node): OptimisedPlace | undefined {
  if (loop.type !== 'for_in_statement' || loop.childForFieldName('operator')?.text !== 'of') return undefined
  const before = declarationBefore(loop)
  const parts = collectingLoop(loop)
  const isPlain =
    !loop.children.some((each) => each?.type === 'await') && /^(const|let)$/.test(loop.childForFieldName('kind')?.text ?? '')
  if (before === undefined || parts === undefined || !isPlain || parts.conditionNodes.length !== 1) return undefined
  const { name, statement, value } = before
  const [element, test] = [parts.element.text, parts.condition?.text.replaceAll(/\s/g, '')]
  const [callee, [pushed, ...others]] = [calledBy(parts.action), argumentsOf(codeOf(parts.action)[0] ?? parts.action)]
  const pushes = callee !== undefined && objectOf(callee)?.text === name && memberOf(callee) === 'push' && others.length === 0
  if (!pushes || pushed?.text !== element || parts.element.type !== 'identifier') return undefined
  const byIndex = [`${name}.indexOf(${element})===-1`, `${name}.indexOf(${element})<0`].includes(test ?? '')
  if (!byIndex && test !== `!${name}.includes(${element})`) return undefined
  if (value.type !== 'array' || codeOf(value).length > 0 || countName(parts.over, name) > 0) return undefined
  if (hasComment(loop) || hasComment(statement)) return undefined
  const head = statement.text.slice(0, value.startIndex - statement.startIndex)
  const newText = `${head}[...new Set(${parts.over.text})]${statement.text.endsWith(';') ? ';' : ''}`
  return {
    rule: 'distinct',
    edits: [{ startOffset: statement.startIndex, endOffset: loop.endIndex, newText }],
    notes: byIndex ? ['Of NaN, which `indexOf` never finds, one is kept.'] : [],
  }
}

function calledBy(statement: Node): Node | undefined {
  const call = statement.type === 'expression_statement' ? codeOf(statement)[0] : undefined
  return call?.type === 'call_expression' ? (calleeOf(call) ?? undefined) : undefined
}

/** A loop of Python that counts each element by going through all of them: `table[x] = xs.count(x)`. */
export function countedElements(loop: Node): OptimisedPlace | undefined {
  const before = loop.type === 'for_statement' ? declarationBefore(loop) : undefined
  const [only, ...others] = statementsOf(loop.childForFieldName('body'))
  const assignment = only?.type === 'expression_statement' ? codeOf(only)[0] : undefined
  if (before === undefined || others.length > 0 || assignment?.type !== 'assignment') return undefined
  const [target, call] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')]
  const [element, over] = [loop.childForFieldName('left'), loop.childForFieldName('right')]
  if (target?.type !== 'subscript' || call?.type !== 'call' || element?.type !== 'identifier' || over?.type !== 'identifier')
    return undefined
  const isTable = before.value.text === '{}' && target.childForFieldName('value')?.text === before.name
  const isKey = target.childForFieldName('subscript')?.text === element.text
  const isCount = call.text.replaceAll(/\s/g, '') === `${over.text}.count(${element.text})`
  if (!isTable || !isKey || !isCount || before.name === over.text || loop.childForFieldName('alternative') !== null)
    return undefined
  const newText = `${before.name}.get(${element.text}, 0) + 1`
  return { rule: 'countOnce', edits: [{ startOffset: call.startIndex, endOffset: call.endIndex, newText }], notes: [] }
}
