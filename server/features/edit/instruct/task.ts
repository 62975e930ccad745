import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../../context/functionNodes.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import type { Range } from '../../../protocol/text.ts'
import { declarationsFor } from './declarations.ts'
import { type EditTarget, targetOf } from './target.ts'

/** An instruction for some lines, with what has to be known of the file to follow it. */
export interface EditTask {
  readonly source: SourceText
  readonly target: EditTarget
  /** On one line. */
  readonly instruction: string
  /** Declarations of the file that the lines use. */
  readonly declarations: readonly string[]
  /**
   * What the answer has to begin with: the head of the function that the lines are, up to its name. Undefined where they are none, or where the
   * instruction may mean the head.
   */
  readonly head: string | undefined
}

/** A longer one is no instruction, and would push the code out of the prompt. */
const longestInstruction = 1000

export function editTask(source: SourceText, range: Range, instruction: string, tree: SyntaxTree | undefined): EditTask {
  const target = targetOf(source, range, tree)
  const plain = instruction.replaceAll(/\s+/g, ' ').trim().slice(0, longestInstruction)
  return {
    source,
    target,
    instruction: plain,
    declarations: tree === undefined ? [] : declarationsFor(tree.rootNode, target, plain),
    head: tree === undefined || changesHead.test(plain) ? undefined : headOf(tree.rootNode, target),
  }
}

const changesHead =
  /\b(?:renam|name it|call it|async|await|promise|export|decorat|static|private|public|protected|generator|arrow|inline|split|extract|class\b|remove the function|delete the function)|改名|重命名|命名|异步|导出|装饰|静态|私有|公开|箭头|拆分|提取|删除(?:这个|该)?(?:函数|方法)/i

/** The first line of a function up to its name, where the function begins and ends with the target. */
function headOf(root: Node, { startOffset, endOffset, text, indentation }: EditTarget): string | undefined {
  const isWhole = functionsWithin(root).some(
    (each) => each.startOffset - indentation.length === startOffset && Math.abs(each.endOffset - endOffset) <= 1,
  )
  if (!isWhole) return undefined
  const [first = ''] = text.trimStart().split('\n')
  return /^(?:[\p{L}\p{N}_$#*]+ )*[\p{L}\p{N}_$#]+(?=\()/u.exec(first)?.[0]
}

/** Functions and those within them. */
function functionsWithin(root: Node): ReturnType<typeof functionsBelow> {
  return functionsBelow(root, '').flatMap((each) => [each, ...functionsBelow(each.node, each.name)])
}
