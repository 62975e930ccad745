import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { bindingsOf } from '../../review/sinks/scopes.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { isPython, nodesAround, type RewriteSite, standsAtHead, statementsOf } from './rewriteSite.ts'
import { countName, scopeOf } from './rewriteSoundness.ts'

/** Statements of a function that can stand in a function of their own. */
export interface SplitPart {
  readonly fn: Node
  readonly first: Node
  readonly last: Node
  /** What it needs of the function around it, in the order in which that is bound. */
  readonly inputs: readonly { readonly name: string; readonly type?: string }[]
  /** What the rest of the function needs of it. */
  readonly output?: string
  /** How the output is declared: `const total`, `let total`; in Python its name. */
  readonly outputDeclaration?: string
}

/** Shorter functions are read at once. Rows. */
const longEnough = 12
const mostInputs = 4

/** The best part to take out of the function whose head is here; the reason where it is long and has none; undefined where it is short. */
export function splitPart(site: RewriteSite): SplitPart | { readonly reason: string } | undefined {
  for (const node of nodesAround(site)) {
    if (!functionTypes.has(node.type)) continue
    const body = node.childForFieldName('body')
    if (body === null || !standsAtHead(site, node, body)) return undefined
    const rows = body.endPosition.row - body.startPosition.row + 1
    const statements = statementsOf(body)
    return rows < longEnough || statements.length < 4
      ? undefined
      : (bestOf(site, node, statements) ?? { reason: 'No part of it stands on its own.' })
  }
  return undefined
}

function bestOf(site: RewriteSite, fn: Node, statements: readonly Node[]): SplitPart | undefined {
  let best: { readonly part: SplitPart; readonly worth: number } | undefined
  const rows = rowsBetween(statements[0], statements.at(-1))
  for (let start = 0; start < statements.length; start += 1) {
    for (let end = start + 1; end < statements.length; end += 1) {
      const run = statements.slice(start, end + 1)
      if (run.length === statements.length) continue
      const share = rowsBetween(run[0], run.at(-1)) / rows
      if (share < 0.25 || share > 0.75) continue
      const part = partOf(site, fn, run)
      // Halves are best, and each thing that is handed over makes a part less of one.
      const worth =
        part === undefined ? 0 : 1 - Math.abs(share - 0.5) - 0.12 * part.inputs.length - (part.output === undefined ? 0.1 : 0)
      if (part !== undefined && (best === undefined || worth > best.worth)) best = { part, worth }
    }
  }
  return best?.part
}

function rowsBetween(first: Node | undefined, last: Node | undefined): number {
  return (last?.endPosition.row ?? 0) - (first?.startPosition.row ?? 0) + 1
}

const staying: ReadonlySet<string> = new Set([
  ...['return_statement', 'await_expression', 'await', 'yield_expression', 'yield', 'this', 'super', 'global_statement'],
  ...[
    'nonlocal_statement',
    'delete_statement',
    'function_declaration',
    'class_declaration',
    'function_definition',
    'class_definition',
  ],
  ...['import_statement', 'import_from_statement', 'meta_property', 'labeled_statement'],
])

function partOf(site: RewriteSite, fn: Node, run: readonly Node[]): SplitPart | undefined {
  const [first, last] = [run[0], run.at(-1)]
  if (first === undefined || last === undefined || run.some(holdsBack)) return undefined
  const span = { startIndex: first.startIndex, endIndex: last.endIndex }
  const isInside = (node: Node) => node.startIndex >= span.startIndex && node.endIndex <= span.endIndex
  const python = isPython(site)
  const inputs: { name: string; type?: string }[] = []
  const outputs: string[] = []
  for (const [name, all] of bindingsOf(fn)) {
    if (!run.some((each) => countName(each, name) > 0)) continue
    const binds = all.filter(({ kind, node }) => kind !== 'more' || node.parent?.type.startsWith('augmented'))
    const inside = binds.filter(({ node }) => isInside(node))
    const around = binds.filter(({ kind, node }) => kind !== 'more' && !isInside(node) && !isOwnAffair(node, name, span))
    // What is bound at both places, or is changed here, would have to go both ways.
    if (inside.length > 0 && around.length > 0) return undefined
    if (around.length > 0) inputs.push({ name, ...typeOf(around[0]?.node) })
    else if (inside.length > 0 && isUsedOutside(fn, name, span)) outputs.push(name)
  }
  if (inputs.length > mostInputs || outputs.length > 1) return undefined
  const [output] = outputs
  if (changesOutside(fn, run, span)) return undefined
  if (output === undefined) return { fn, first, last, inputs }
  const declaration = declarationOf(run, output, python)
  return declaration === undefined ? undefined : { fn, first, last, inputs, output, outputDeclaration: declaration }
}

interface Span {
  readonly startIndex: number
  readonly endIndex: number
}

/** Loops and blocks whose variables end with them; in Python those of a loop are set anew by each loop. */
const owners =
  /^(for_in_statement|for_statement|statement_block|arrow_function|function_expression|catch_clause|for_in_clause|.*_comprehension)$/

/** Whether a name stands in a loop or a block beside the part that has it for itself. */
function isOwnAffair(name: Node, text: string, span: Span): boolean {
  const python = name.tree.rootNode.type === 'module'
  for (let outer = name.parent; outer !== null; outer = outer.parent) {
    if (outer.startIndex <= span.startIndex && span.endIndex <= outer.endIndex) return false
    if (owners.test(outer.type) && !(python && outer.type === 'statement_block') && declares(outer, text)) return true
  }
  return false
}

function declares(owner: Node, text: string): boolean {
  const heads = [owner.childForFieldName('left'), owner.childForFieldName('parameter'), owner.childForFieldName('parameters')]
  if (heads.some((head) => head !== null && countName(head, text) > 0)) return true
  if (/comprehension$/.test(owner.type))
    return owner
      .descendantsOfType('for_in_clause')
      .some((each) => each !== null && countName(each.childForFieldName('left') ?? each, text) > 0)
  return statementsOf(owner).some(
    (each) =>
      each.type === 'lexical_declaration' && each.namedChildren.some((one) => one?.childForFieldName('name')?.text === text),
  )
}

function isUsedOutside(fn: Node, text: string, span: Span): boolean {
  return fn
    .descendantsOfType(['identifier', 'shorthand_property_identifier'])
    .some(
      (each) =>
        each !== null &&
        each.text === text &&
        (each.endIndex <= span.startIndex || each.startIndex >= span.endIndex) &&
        !isOwnAffair(each, text, span),
    )
}

function holdsBack(statement: Node): boolean {
  let holds = false
  walkSyntax(statement, (cursor) => {
    const { nodeType: type } = cursor
    const isJump = type === 'break_statement' || type === 'continue_statement'
    holds ||= (staying.has(type) && cursor.nodeIsNamed) || (isJump && !isInLoop(cursor.currentNode, statement))
    // `return` of a function within is its own.
    return !holds && !/^(arrow_function|lambda|function_expression)$/.test(type)
  })
  return holds || countName(statement, 'arguments') + countName(statement, 'locals') > 0
}

function isInLoop(node: Node, within: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (/^(for|while|do|switch)_/.test(outer.type)) return true
    if (outer.id === within.id) return false
  }
  return false
}

/** A variable of the function that is assigned in a function within the part, or by `x++`. */
function changesOutside(
  fn: Node,
  run: readonly Node[],
  span: { readonly startIndex: number; readonly endIndex: number },
): boolean {
  const declared = [...bindingsOf(fn)].filter(([, all]) =>
    all.some(
      ({ node, kind, name }) =>
        kind !== 'more' &&
        (node.startIndex < span.startIndex || node.startIndex >= span.endIndex) &&
        !isOwnAffair(node, name, span),
    ),
  )
  const outside = new Set(declared.map(([name]) => name))
  return run.some((statement) =>
    statement
      .descendantsOfType([
        'assignment_expression',
        'augmented_assignment_expression',
        'update_expression',
        'augmented_assignment',
        'assignment',
        'named_expression',
      ])
      .some((each) => {
        const target = each?.childForFieldName('left') ?? each?.childForFieldName('argument') ?? each?.childForFieldName('name')
        const names =
          target == null
            ? []
            : target.type === 'identifier'
              ? [target.text]
              : /pattern/.test(target.type)
                ? target.descendantsOfType('identifier').map((name) => name?.text ?? '')
                : []
        return names.some((name) => outside.has(name) || (each?.type.endsWith('expression') === true && !isDeclaredIn(run, name)))
      }),
  )
}

function isDeclaredIn(run: readonly Node[], name: string): boolean {
  return run.some((statement) =>
    statement
      .descendantsOfType(['variable_declarator', 'named_expression', 'for_in_statement'])
      .some((each) => (each?.childForFieldName('name') ?? each?.childForFieldName('left'))?.text === name),
  )
}

/** Only what a statement of the part itself declares is sure to be there at its end. */
function declarationOf(run: readonly Node[], output: string, python: boolean): string | undefined {
  for (const statement of run) {
    const [declared, ...others] = statement.namedChildren.filter((each): each is Node => each !== null)
    if (declared === undefined || others.length > 0) continue
    const name = declared.childForFieldName('name') ?? declared.childForFieldName('left')
    if (name?.text !== output) continue
    if (python) return declared.type === 'assignment' ? output : undefined
    if (statement.type !== 'lexical_declaration') return undefined
    return `${statement.childForFieldName('kind')?.text} ${output}`
  }
  return undefined
}

/** The type that is written beside a name, with its colon. */
function typeOf(name: Node | undefined): { readonly type?: string } {
  const holder = name?.childForFieldName('type') === null ? name.parent : name
  const type = holder?.childForFieldName('type')?.text
  return type === undefined ? {} : { type: type.startsWith(':') ? type : `: ${type}` }
}

/** The statement of the file that a function belongs to: a new function can stand behind it. */
export function topLevelOf(fn: Node): Node {
  let outer = fn
  while (outer.parent !== null && outer.parent.parent !== null) outer = outer.parent
  return outer
}

/** Whether a function stands in the file itself or in a class of it, so that a function behind it sees all that the part sees. */
export function isAtTopLevel(fn: Node): boolean {
  return scopeOf(fn).parent === null
}
