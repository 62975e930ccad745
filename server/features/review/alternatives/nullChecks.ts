import { type Alternative, type Place, replacing } from './alternative.ts'

const nothing = /^(null|undefined)$/
/** Values that `==` takes for equal to others of another type: `0 == ''`. These node types are those of JavaScript and TypeScript alone. */
const convertedLiteral: ReadonlyMap<string, RegExp> = new Map([
  ['number', /^0$/],
  ['string', /^(''|"")$/],
])

/**
 * Comparisons of JavaScript where the number of equals signs or the word matters: `=== null` misses `undefined`, and `== 0` takes `''`
 * for 0. Elsewhere it is a matter of style, and nothing is said.
 */
export function nullCheckAlternatives({ node }: Place): readonly Alternative[] {
  if (node.type !== 'binary_expression') return []
  const operator = node.childForFieldName('operator')
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  if (operator === null || left === null || right === null || !/^[!=]==?$/.test(operator.type)) return []
  // Only the grammars of JavaScript and TypeScript name their nodes `null` and `undefined`.
  const word = [left, right].find((each) => nothing.test(each.type))
  const isStrict = operator.type.length === 3
  if (word !== undefined) {
    // `== null` takes both already.
    if (!isStrict) return []
    const other = word.text === 'null' ? 'undefined' : 'null'
    return [replacing(operator, operator.type.slice(0, 2), 'nullCheck'), replacing(word, other, 'nullCheck')]
  }
  const converts = [left, right].some((each) => convertedLiteral.get(each.type)?.test(each.text))
  return !isStrict && converts ? [replacing(operator, `${operator.type}=`, 'equality')] : []
}
