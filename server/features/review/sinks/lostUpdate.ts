import type { Node } from '@vscode/tree-sitter-wasm'
import { literally } from '../../../context/literally.ts'
import { awaitsIn, identifiersIn, race } from './awaits.ts'
import type { FileFacts } from './facts.ts'
import { reaching } from './scopes.ts'
import type { Sink } from './sink.ts'
import { argumentsOf, bare, calleeOf, isCall, memberOf, memberTypes, objectOf } from './syntax.ts'
import { quoted } from './wording.ts'

const readingMember =
  /^(get|find|fetch|load|read|query|select|lookup|hget|findOne|findById|findUnique|findFirst|fetchrow|fetchval|fetch_one|readFile|one|get_or_none|scalar|first|json|execute)/
const writingMember =
  /^(set|update|save|put|write|insert|query|execute|run|hset|writeFile|store|persist|replace|patch|none|commit|updateOne|findByIdAndUpdate)/

/** Writes all of what was read, not only what changed. */
const wholeWrite =
  /(^|\.)(writeFile|outputFile|outputJson|writeJson|set|put|store|write|save_all|write_text|dump|setItem|persist)$/

/** A value that was awaited from a store, computed with, and written back. */
export function staleWrite(call: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const callee = calleeOf(call)
  if (callee === null || !/^await/.test(call.parent?.type ?? '')) return undefined
  const member = memberTypes.has(callee.type) ? memberOf(callee) : callee.text
  if (!writingMember.test(member)) return undefined
  const own = memberTypes.has(callee.type) ? objectOf(callee) : null
  for (const name of [...argumentsOf(call).flatMap(identifiersIn), ...(own?.type === 'identifier' ? [own] : [])]) {
    const read = storedRead(name, call, scope, facts)
    if (read === undefined) continue
    if (isComputedWith(name, call, scope, read, facts)) {
      return race(
        call,
        read.name,
        0.84,
        `${quoted(read.name.text)} was read from the store before a wait and is written back computed, so that what others wrote meanwhile is lost`,
      )
    }
  }
  return undefined
}

interface StoredRead {
  readonly name: Node
  readonly fromOffset: number
}

function storedRead(name: Node, use: Node, scope: Node, facts: FileFacts, step = 0): StoredRead | undefined {
  const [binding] = reaching(facts.bindings(scope, name.text), use.startIndex).filter(({ kind }) => kind === 'value')
  if (binding?.value === undefined || step > 3) return undefined
  const wait = awaitsIn(binding.value)
  const call = wait === undefined ? undefined : bare(wait)
  if (call !== undefined && isCall(call)) {
    const callee = calleeOf(call)
    const member = callee === null ? '' : memberTypes.has(callee.type) ? memberOf(callee) : callee.text
    return readingMember.test(member) ? { name: binding.node, fromOffset: binding.fromOffset } : undefined
  }
  for (const inner of identifiersIn(binding.value)) {
    const read = inner.text === name.text ? undefined : storedRead(inner, binding.node, scope, facts, step + 1)
    if (read !== undefined) return read
  }
  return undefined
}

/** Whether what is written depends on what was read by arithmetic, or by a member that was changed in between. */
function isComputedWith(name: Node, call: Node, scope: Node, read: StoredRead, facts: FileFacts): boolean {
  const arithmetic = /[\w\])]\s*[-+*]\s*[\w(]|[-+]=|\+\+|--/
  const aliases = [read.name.text, name.text]
  const texts = [
    ...argumentsOf(call).map(({ text }) => text),
    ...aliases.flatMap((alias) =>
      facts
        .bindings(scope, alias)
        .flatMap((each) =>
          each.fromOffset >= read.fromOffset && each.fromOffset <= call.startIndex && each.value !== undefined
            ? [each.value.text]
            : [],
        ),
    ),
  ]
  if (
    texts.some(
      (text) =>
        !/^['"`]/.test(text) &&
        arithmetic.test(text) &&
        aliases.some((alias) => new RegExp(`\\b${literally(alias)}\\b`).test(text)),
    )
  )
    return true
  const isWhole = wholeWrite.test(calleeOf(call)?.text ?? '')
  const between = scope.text.slice(read.fromOffset - scope.startIndex, call.startIndex - scope.startIndex)
  if (
    isWhole &&
    aliases.some((alias) =>
      new RegExp(
        `\\b${literally(alias)}(\\.\\w+)*(\\.(push|append|add|splice|pop|remove|unshift|extend)\\(|\\[[^\\]]+\\]\\s*=[^=])|delete ${literally(alias)}\\b`,
      ).test(between),
    )
  )
    return true
  return aliases.some((alias) => new RegExp(`\\b${literally(alias)}(\\.\\w+|\\[[^\\]]+\\])\\s*([-+*]=|\\+\\+|--)`).test(between))
}
