import type { CodeUnit } from '../../../server/context/functions.ts'
import type { SyntaxTree } from '../../../server/context/parser.ts'
import type { SourceText } from '../../../server/context/source.ts'
import { walkSyntax } from '../../../server/context/syntaxWalk.ts'
import { negationFaults } from './conditions.ts'
import type { Fault, Mutator } from './fault.ts'
import { argumentOrderFaults, otherVariableFaults, wrongMemberFaults } from './names.ts'
import { constantFaults, operatorFaults, stepFaults } from './operators.ts'
import { surroundingsOf } from './surroundings.ts'
import { missingWordFaults } from './words.ts'

const mutators: readonly Mutator[] = [
  ...[operatorFaults, stepFaults, constantFaults, negationFaults, missingWordFaults],
  ...[argumentOrderFaults, otherVariableFaults, wrongMemberFaults],
]

/** Types and decorators do nothing when the function runs: a mistake in them is no fault of what it does. */
const notRun = /^(type_annotation|type_parameters|type_arguments|type|decorator|comment|string|regex|import_statement)$/

/** Every single fault that can be put into a function, in the order of its text; each within one line, or the whole of one. */
export function faultsOf({ text }: SourceText, tree: SyntaxTree, unit: CodeUnit): readonly Fault[] {
  const surroundings = surroundingsOf(tree.rootNode, unit)
  const faults: Fault[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    if (cursor.endIndex <= unit.startOffset || cursor.startIndex >= unit.endOffset) return false
    const node = cursor.currentNode
    if (notRun.test(node.type) || node.isError) return false
    if (node.startIndex >= unit.startOffset && node.endIndex <= unit.endOffset)
      faults.push(...mutators.flatMap((mutator) => mutator(node, surroundings)))
    return true
  })
  return faults
    .filter(({ startOffset, endOffset, newText }) => !`${text.slice(startOffset, endOffset).trimEnd()}${newText}`.includes('\n'))
    .toSorted((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)
}
