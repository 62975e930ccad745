import type { Node } from '@vscode/tree-sitter-wasm'
import { literally } from '../../../context/literally.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import { reaching } from './scopes.ts'
import { calleeOf, callTypes, children, enclosingFunction, functionTypes } from './syntax.ts'
import { checked, type Origin } from './values.ts'

/** Questions whose answer limits what a text may be; questions for emptiness, type or existence do not. */
const limitingCall =
  /\b(includes|has|hasOwn|hasOwnProperty|startsWith|startswith|endsWith|endswith|test|match|fullmatch|exec|search|indexOf|some|every|find|get|is_relative_to|relative_to|commonpath|commonprefix|relative|isInteger|isSafeInteger|isNaN|isFinite|isdigit|isnumeric|isalnum|isalpha|isidentifier|compare_digest|timingSafeEqual|url_has_allowed_host_and_scheme|is_\w+|is[a-z]?[A-Z]\w*|\w*(valid|allow|check|ensure|verif|assert|safe|trust|permit|whitelist|sanit)\w*)\s*\(/i
const limitingWords =
  /\b(not\s+)?in\s+(\(|\[|\{|[\w.]*[A-Z_]{3,}|[\w.]*(allow|permit|valid|known|safe|trusted|host|choice|option|column|field|name|command|handler|kind|type|format)\w*)|\.is_(private|global|loopback|reserved|link_local)\b|\.(parents|parent)\b/i
const limitingComparison =
  /(===?|!==?)\s*(?!null|undefined|None|true|false|True|False|''|""|0\b|-1\b|typeof)(['"]?[\w./:@$-]|new\b)/
const insignificant =
  /typeof\s+[\w.?[\]]+\s*[!=]==?\s*['"]\w+['"]|isinstance\([^)]*\)|[\w.]+\.(length|size)\s*[<>=!]+\s*[\w.]+|len\([^)]*\)\s*[<>=!]+\s*\w+|\b(existsSync|exists|isFile|is_file|is_dir|isDirectory|isAbsolute|is_absolute|isabs|isArray|isString|isObject|isEmpty|isBuffer|accessSync)\([^)]*\)|['"][^'"]*['"]\s+in\b/g
const exits =
  /^\s*(return|throw|raise|continue|break|abort\(|sys\.exit|process\.exit|next\(|[\w.]*\.(redirect|status|send\w*|end|code|writeHead|json|error|fail|abort|exit)\()/m

/** Whether a condition that something passed stands between an origin and the place where it is used. `without`: what does not count. */
export function isGuarded(use: Node, origin: Origin, facts: FileFacts, without?: RegExp): boolean {
  const limits = (text: string): boolean => isLimiting(without === undefined ? text : text.replaceAll(without, ''))
  if (origin.via.some((step) => step.startsWith(checked) && limits(step))) return true
  return [use, origin.node].some((place) => conditionsBefore(place, use, origin, facts).some((text) => limits(text)))
}

function isLimiting(condition: string): boolean {
  const text = condition.replaceAll(insignificant, '')
  return limitingCall.test(text) || limitingWords.test(text) || limitingComparison.test(text)
}

/** Conditions on the origin that hold at a place, as texts; names are followed to what they were computed from. */
function conditionsBefore(place: Node, use: Node, origin: Origin, facts: FileFacts): readonly string[] {
  const found: string[] = []
  const take = (condition: Node | null): void => {
    // A question that the value itself is part of is no question about it.
    const isOutside = condition !== null && !(condition.startIndex <= use.startIndex && use.endIndex <= condition.endIndex)
    const text = !isOutside ? '' : explained(condition, origin, facts)
    if (mentions(text, origin.aliases)) found.push(text)
  }
  for (let node: Node | null = place; node !== null; node = node.parent) {
    if (/^(if_statement|elif_clause|while_statement|ternary_expression|match_statement|switch_statement)$/.test(node.type)) {
      take(node.childForFieldName('condition') ?? node.childForFieldName('subject') ?? node.childForFieldName('value'))
    }
    if (node.type === 'list_comprehension' || node.type === 'generator_expression') {
      for (const part of children(node)) if (part.type === 'if_clause') take(part)
    }
    for (let before = node.previousNamedSibling; before !== null; before = before.previousNamedSibling) {
      take(checkIn(before, origin))
    }
    if (functionTypes.has(node.type) && node.id === enclosingFunction(origin.node)?.id) break
  }
  return found
}

/** The check that a statement makes for those after it: leaves when something is wrong, replaces the value, or throws by itself. */
function checkIn(statement: Node, origin: Origin): Node | null {
  switch (statement.type) {
    case 'if_statement': {
      const body = statement.childForFieldName('consequence')?.text ?? ''
      const replaces = origin.aliases.some((alias) => new RegExp(`(^|[^\\w.])${literally(alias)}\\s*=[^=]`).test(body))
      return exits.test(body.replace(/^\s*\{/, '')) || replaces ? statement.childForFieldName('condition') : null
    }
    case 'assert_statement':
      return statement
    case 'expression_statement': {
      const call = statement.firstNamedChild
      return call !== null &&
        checkingCall.test(calleeOf(call.type.startsWith('await') ? (call.firstNamedChild ?? call) : call)?.text ?? '')
        ? call
        : null
    }
    case 'try_statement': {
      const body = statement.childForFieldName('body')
      for (const each of children(body)) {
        const check = each.type === 'expression_statement' || each.type === 'if_statement' ? checkIn(each, origin) : null
        if (check !== null) return check
      }
      return null
    }
    default:
      return null
  }
}

const checkingCall = /(^|[._])\w*(assert|valid|check|ensure|verif|guard|require|relative_to|index)\w*$/i

/** A condition's text, followed by what the names in it were computed from and by what functions of this file do in it. */
function explained(condition: Node, origin: Origin, facts: FileFacts): string {
  const parts = [condition.text]
  const scope = enclosingFunction(condition) ?? facts.root
  walkSyntax(condition, (cursor) => {
    if (cursor.nodeType === 'identifier') {
      const name = cursor.nodeText
      // What the value itself was read from says nothing of what it may be.
      if (origin.aliases.includes(name)) return true
      const last = reaching(facts.bindings(scope, name), condition.startIndex)[0]
      if (last?.value !== undefined && last.kind !== 'more') parts.push(last.value.text)
    }
    const callee = callTypes.has(cursor.nodeType) ? calleeOf(cursor.currentNode) : null
    const own = callee === null ? undefined : facts.functionCalled(callee)
    if (own !== undefined)
      parts.push(
        facts
          .callNames(own)
          .map((name) => `${name}()`)
          .join(' '),
      )
    return parts.length < 20
  })
  return parts.join('\n')
}

function mentions(text: string, aliases: readonly string[]): boolean {
  return aliases.some((alias) => new RegExp(`(^|[^\\w.])${literally(alias)}(?!\\w)`).test(text))
}
