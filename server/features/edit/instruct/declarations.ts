import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { EditTarget } from './target.ts'

/** Longer ones are cut: their first lines tell what they are. */
const mostLines = 24
const mostCharacters = 2400

/**
 * What a small model has to know to change some lines: the declarations of the file whose names stand in the target or in the instruction, and
 * of the class around it what is no body of another method. Functions are left out but for their heads. In the order of the file.
 */
export function declarationsFor(root: Node, target: EditTarget, instruction: string): readonly string[] {
  const words = new Set(`${target.text} ${instruction}`.match(/[\p{L}_$#][\p{L}\p{N}_$]*/gu) ?? [])
  const found: string[] = []
  let characters = 0
  for (const child of root.namedChildren) {
    if (child === null || child.type.includes('comment') || child.type.includes('import')) continue
    const isAround = child.startIndex <= target.startOffset && target.endOffset <= child.endIndex
    const isTarget = target.startOffset <= child.startIndex && child.endIndex <= target.endOffset
    const name = declaredName(child)
    if (isTarget || (!isAround && (name === undefined || !words.has(name)))) continue
    const text = outlineOf(child)
    if (text === undefined || characters + text.length > mostCharacters) continue
    characters += text.length
    found.push(text)
  }
  return found
}

/** The name that a statement at the top of a file gives to something. */
function declaredName(statement: Node): string | undefined {
  let node: Node | null = statement
  while (node !== null) {
    const name: Node | null = node.childForFieldName('name') ?? node.childForFieldName('left')
    if (name !== null) return name.text
    node = node.childForFieldName('declaration') ?? node.childForFieldName('definition') ?? inner(node)
  }
  return undefined
}

function inner(node: Node): Node | null {
  const [first] = node.namedChildren
  return first !== null && first !== undefined && /declarat|assignment|definition/.test(first.type) ? first : null
}

/** A declaration without the bodies of its functions; the code that is to be changed stands elsewhere in the prompt. */
function outlineOf(declaration: Node): string | undefined {
  const bodies = bodiesWithin(declaration)
  let text = ''
  let at = declaration.startIndex
  for (const { startIndex, endIndex } of bodies) {
    text += `${declaration.text.slice(at - declaration.startIndex, startIndex - declaration.startIndex)}...`
    at = endIndex
  }
  text += declaration.text.slice(at - declaration.startIndex)
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !/^\s*(?:\/\*\*|\*|"""|\/\/|#\s)/.test(line))
  return lines.length === 0 ? undefined : lines.slice(0, mostLines).join('\n')
}

const constructors: ReadonlySet<string> = new Set(['constructor', '__init__'])

/** Bodies of functions within a declaration, the outermost ones; a constructor's is kept, because it tells of the fields. */
function bodiesWithin(declaration: Node): readonly Node[] {
  const bodies: Node[] = []
  walkSyntax(declaration, (cursor) => {
    if (!/function|method/.test(cursor.nodeType)) return true
    const { currentNode } = cursor
    const body = currentNode.childForFieldName('body')
    if (body === null) return true
    if (constructors.has(currentNode.childForFieldName('name')?.text ?? '')) return false
    bodies.push(body)
    return false
  })
  return bodies
}
