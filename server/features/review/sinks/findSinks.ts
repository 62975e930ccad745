import type { Node } from '@vscode/tree-sitter-wasm'
import type { CodeUnit } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { asyncRace } from './asyncRace.ts'
import { commandInjection } from './commandInjection.ts'
import { evalOfInput } from './evalOfInput.ts'
import { loadExplosions } from './explosion.ts'
import { FileFacts } from './facts.ts'
import { hardcodedSecret } from './hardcodedSecret.ts'
import { openRedirect } from './openRedirect.ts'
import { pathTraversal } from './pathTraversal.ts'
import { prototypePollution } from './prototypePollution.ts'
import { regexDos } from './regexDos.ts'
import { resourceNotClosed } from './resourceNotClosed.ts'
import { serverSideRequest } from './serverSideRequest.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { sqlInjection } from './sqlInjection.ts'
import { swallowedError } from './swallowedError.ts'
import { unawaitedPromise } from './unawaitedPromise.ts'
import { unsafeDeserialisation } from './unsafeDeserialisation.ts'
import { weakCrypto } from './weakCrypto.ts'
import { weakRandom } from './weakRandom.ts'
import { xss } from './xss.ts'

const finders: readonly SinkFinder[] = [
  asyncRace,
  commandInjection,
  evalOfInput,
  hardcodedSecret,
  openRedirect,
  pathTraversal,
  prototypePollution,
  regexDos,
  resourceNotClosed,
  serverSideRequest,
  sqlInjection,
  swallowedError,
  unawaitedPromise,
  unsafeDeserialisation,
  weakCrypto,
  weakRandom,
  xss,
]

const languages: ReadonlySet<string> = new Set(['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'python'])

const interesting: ReadonlyMap<string, readonly SinkFinder[]> = new Map(
  [...new Set(finders.flatMap(({ nodeTypes }) => [...nodeTypes]))].map((type) => [
    type,
    finders.filter(({ nodeTypes }) => nodeTypes.has(type)),
  ]),
)

/** What is known of the tree's file, read once for all its units. */
const factsOf = new WeakMap<SyntaxTree, FileFacts>()

/** To be awaited before the first search; later ones cost nothing. Without it slow regular expressions are not found. */
export const prepareSinks = loadExplosions

/** The places of a unit where security or correctness may go wrong, in the order of the text. Empty for languages without finders. */
export function findSinks(source: SourceText, tree: SyntaxTree, unit: CodeUnit): readonly Sink[] {
  if (!languages.has(source.languageId)) return []
  const facts = factsOf.get(tree) ?? new FileFacts(source, tree)
  factsOf.set(tree, facts)
  const found: Sink[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    if (cursor.endIndex <= unit.startOffset || cursor.startIndex >= unit.endOffset) return false
    const asked = interesting.get(cursor.nodeType)
    if (asked === undefined || cursor.startIndex < unit.startOffset || cursor.endIndex > unit.endOffset) return true
    const node: Node = cursor.currentNode
    for (const finder of asked) {
      const sink = finder.find(node, facts)
      if (sink !== undefined && !isTold(sink, found)) found.push(sink)
    }
    return true
  })
  return found
}

/** Two nodes around the same place see the same weakness: the outer one told it. */
function isTold(sink: Sink, found: readonly Sink[]): boolean {
  return found.some(
    (other) => other.ruleId === sink.ruleId && other.startOffset <= sink.startOffset && sink.endOffset <= other.endOffset,
  )
}
