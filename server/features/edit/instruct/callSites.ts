import type { Node } from '@vscode/tree-sitter-wasm'
import type { PlaceEdit } from '../../../context/projectEdits.ts'
import type { NamePlace } from '../../../context/refactorings.ts'
import type { Argument, NewArgument } from './callArguments.ts'

/** A place that says a function's name, outside of the lines that are written anew. */
export interface Use {
  readonly place: NamePlace
  /** Where it calls the function there. */
  readonly call?: Call
}

export interface Call {
  /** Of the whole call. */
  readonly startOffset: number
  readonly endOffset: number
  /** Between the brackets. */
  readonly listStart: number
  readonly listEnd: number
  /** Between the brackets as it is written. */
  readonly list: string
  /** Undefined where comments stand among them. */
  readonly written: readonly Argument[] | undefined
  /** Of the function around it; `the file` outside of all. */
  readonly caller: string
  /** Whether its value is awaited or handed on as a promise already. */
  readonly isAwaited: boolean
  /** Whether `await` may stand there. */
  readonly mayAwait: boolean
  /** Whether `await` needs brackets of its own there. */
  readonly needsBrackets: boolean
}

const functionLike = /^(function|arrow_function|method_definition|generator_function)|^lambda$|^function_definition$/

/** What stands at a place of a function's name. */
export function useAt(root: Node, place: NamePlace): Use {
  const name = root.namedDescendantForIndex(place.startOffset, place.endOffset)
  const callee = name?.parent && /^(member_expression|attribute)$/.test(name.parent.type) ? name.parent : name
  const call = callee?.parent
  const list = call?.childForFieldName('arguments')
  const isCall =
    call != null && /^(call_expression|call)$/.test(call.type) && call.childForFieldName('function')?.id === callee?.id
  if (!isCall || list == null) return { place }
  const around = functionAround(call)
  const { parent } = call
  return {
    place,
    call: {
      startOffset: call.startIndex,
      endOffset: call.endIndex,
      listStart: list.startIndex + 1,
      listEnd: list.endIndex - 1,
      list: list.text.slice(1, -1),
      written: argumentsIn(list),
      caller: around === undefined ? 'the file' : (nameOf(around) ?? 'a function'),
      isAwaited: isAwaited(parent) || isPassedOn(call, around),
      mayAwait: around?.children.some((child) => child?.type === 'async') ?? false,
      needsBrackets:
        /^(member_expression|attribute|subscript|subscript_expression|call|call_expression|non_null_expression)$/.test(
          parent?.type ?? '',
        ),
    },
  }
}

/** The edit that puts new arguments between the brackets of a call, laid out as the old ones; undefined where nothing changes. */
export function argumentsEdit({ list, listStart, listEnd }: Call, texts: readonly string[]): PlaceEdit | undefined {
  const lead = /^\s*/.exec(list)?.[0] ?? ''
  const tail = /,?\s*$/.exec(list)?.[0] ?? ''
  const isTall = lead.includes('\n')
  const inner = texts.join(isTall ? `,${lead}` : ', ')
  const newText = isTall && inner !== '' ? lead + inner + tail : inner
  return newText === list ? undefined : { startOffset: listStart, endOffset: listEnd, newText }
}

/** An argument as it stands in a call. */
export function argumentText({ keyword }: Pick<NewArgument, 'keyword'>, value: string): string {
  return keyword === undefined ? value : `${keyword}=${value}`
}

function argumentsIn(list: Node): readonly Argument[] | undefined {
  const nodes = list.namedChildren.filter((child) => child !== null)
  if (nodes.some(({ type }) => type.includes('comment'))) return undefined
  return nodes.map((node) => {
    const keyword = node.type === 'keyword_argument' ? node.childForFieldName('name')?.text : undefined
    const text = keyword === undefined ? node.text : (node.childForFieldName('value')?.text ?? '')
    return { text, isSpread: /spread|splat/.test(node.type), ...(keyword === undefined ? {} : { keyword }) }
  })
}

function functionAround(node: Node): Node | undefined {
  for (let { parent } = node; parent !== null; { parent } = parent) if (functionLike.test(parent.type)) return parent
  return undefined
}

function nameOf(node: Node): string | undefined {
  const bound = node.parent?.type === 'variable_declarator' ? node.parent : node
  return bound.childForFieldName('name')?.text
}

/** With `await`, or by what is called with its value later. */
function isAwaited(parent: Node | null): boolean {
  if (parent?.type === 'await_expression' || parent?.type === 'await') return true
  return parent?.type === 'member_expression' && /^(then|catch|finally)$/.test(parent.childForFieldName('property')?.text ?? '')
}

/** Returned by an async function of JavaScript: who calls that awaits it. */
function isPassedOn(call: Node, around: Node | undefined): boolean {
  const isAsync = around?.children.some((child) => child?.type === 'async') ?? false
  return isAsync && call.parent?.type === 'return_statement' && around?.type !== 'function_definition'
}
