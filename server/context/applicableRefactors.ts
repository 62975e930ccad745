import type TypeScript from 'typescript'
import type { FixedKind } from './codeFixSteps.ts'
import type { OffsetSpan } from './cuts.ts'
import { whyAnotherValue } from './expressionSoundness.ts'
import { withoutNeedlessParentheses } from './inlinedParentheses.ts'
import type { GivenName, MechanicalKind, MechanicalOffer, MechanicalResult } from './refactorings.ts'
import { sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'
import { editedText, layoutOf } from './typeScriptEdits.ts'

type RefactorKind = Exclude<MechanicalKind, FixedKind>

/** TypeScript's names of what it can do: the kind that it is asked for, and what its actions of this kind begin with. */
const known: Readonly<Record<RefactorKind, KnownRefactor>> = {
  extractFunction: { kind: 'refactor.extract.function', action: /^(function_scope|Extract Function)/, selects: true },
  extractConstant: { kind: 'refactor.extract.constant', action: /^(constant_scope|Extract Constant)/, selects: true },
  inlineVariable: { kind: 'refactor.inline.variable', action: /^Inline variable/, selects: false },
  optionalChain: { kind: 'refactor.rewrite.expression.optionalChain', action: /^Convert to optional chain/, selects: false },
  templateString: { kind: 'refactor.rewrite.string', action: /^Convert to template string/, selects: false },
  arrowBraces: { kind: 'refactor.rewrite.arrow.braces', action: /braces (to|from) arrow function$/, selects: false },
}

interface KnownRefactor {
  readonly kind: string
  readonly action: RegExp
  /** Whether it is about what is selected rather than about what stands at the cursor. */
  readonly selects: boolean
}
const preferences: TypeScript.UserPreferences = { provideRefactorNotApplicableReason: true }
const notHere = 'It cannot be done here.'
/** What TypeScript says where there is nothing to speak of, such as a cursor on no name. */
const nothingHere = /^(Cannot extract empty range|Cannot extract range|Could not find variable to inline)\.?$/

/** Which of TypeScript's refactorings may be made at a span, and why others may not. */
export function applicableRefactors(asked: AskedService, text: string, span: OffsetSpan): readonly MechanicalOffer[] {
  const kinds = Object.keys(known) as RefactorKind[]
  return kinds.flatMap((kind) => {
    const actions = actionsOf(asked, text, span, kind)
    const usable = actions.filter(({ notApplicableReason }) => notApplicableReason === undefined)
    if (chosen(usable, kind, text.slice(span.startOffset, span.endOffset)) !== undefined) {
      const disabled = whyAnotherValue(asked, span, kind)
      return [{ kind, ...(disabled === undefined ? {} : { disabled }) }]
    }
    // Of what is about a cursor's place TypeScript would say everywhere that it is not here.
    if (!known[kind].selects && kind !== 'inlineVariable') return []
    const reason = usable.length > 0 ? notHere : actions[0]?.notApplicableReason
    return reason === undefined || nothingHere.test(reason) ? [] : [{ kind, disabled: reason }]
  })
}

/** Makes one of them, in the scope that asks least of the code around it. */
export function makeRefactor(asked: AskedService, text: string, span: OffsetSpan, kind: RefactorKind): Made {
  const { typescript, service, name } = asked
  const actions = actionsOf(asked, text, span, kind)
  const usable = actions.filter(({ notApplicableReason }) => notApplicableReason === undefined)
  const action = chosen(usable, kind, text.slice(span.startOffset, span.endOffset))
  if (action === undefined) return { kind: 'refused', reason: actions[0]?.notApplicableReason ?? notHere }
  const place = placeOf(span, kind)
  const otherwise = whyAnotherValue(asked, span, kind)
  if (otherwise !== undefined) return { kind: 'refused', reason: otherwise }
  const edits = service.getEditsForRefactor(name, layoutOf(typescript, text), place, action.refactor, action.name, preferences)
  if (edits === undefined) return { kind: 'refused', reason: notHere }
  const file = sourceFileOf(asked)
  const changes =
    kind === 'inlineVariable' && file !== undefined ? withoutNeedlessParentheses(typescript, file, edits.edits) : edits.edits
  const edited = editedText(asked, text, changes, span)
  if (edited === undefined) return { kind: 'refused', reason: 'It would change other files.' }
  return { kind: 'made', text: edited.text, ...(edits.renameLocation === undefined ? {} : { nameOffset: edits.renameLocation }) }
}

/** As MechanicalResult, with the place of a name that TypeScript gave, which has yet to be looked up. */
export type Made =
  | Extract<MechanicalResult, { kind: 'refused' }>
  | { readonly kind: 'made'; readonly text: string; readonly nameOffset?: number }

/** The name that TypeScript gave, in the text that it made; `undefined` where some place needs more than another name. */
export function givenName({ typescript, service, name }: AskedService, text: string, offset: number): GivenName | undefined {
  const locations = service.findRenameLocations(name, offset, false, false, {}) ?? []
  const [first] = locations
  if (
    first === undefined ||
    locations.some(({ fileName, prefixText, suffixText }) => fileName !== name || prefixText || suffixText)
  )
    return undefined
  const places = locations
    .map(({ textSpan }) => ({ startOffset: textSpan.start, endOffset: textSpan.start + textSpan.length }))
    .toSorted((a, b) => a.startOffset - b.startOffset)
  const [definition] = service.getDefinitionAtPosition(name, offset) ?? []
  const declaration = places.find(({ startOffset }) => startOffset === definition?.textSpan.start)
  const given = text.slice(first.textSpan.start, first.textSpan.start + first.textSpan.length)
  const isIdentifier = typescript.isIdentifierStart(given.codePointAt(0) ?? 0, typescript.ScriptTarget.ESNext)
  return declaration === undefined || !isIdentifier ? undefined : { name: given, places, declaration }
}

interface Action {
  readonly refactor: string
  readonly name: string
  readonly description: string
  readonly notApplicableReason?: string | undefined
}

function actionsOf({ service, name }: AskedService, text: string, span: OffsetSpan, kind: RefactorKind): readonly Action[] {
  const { kind: asked, action, selects } = known[kind]
  if (selects && text.slice(span.startOffset, span.endOffset).trim() === '') return []
  return service
    .getApplicableRefactors(name, placeOf(span, kind), preferences, 'invoked', asked)
    .flatMap(({ name: refactor, actions }) => actions.map((each) => ({ ...each, refactor })))
    .filter((each) => action.test(each.name))
}

/** What is about the place of a cursor is so whatever is selected. */
function placeOf({ startOffset, endOffset }: OffsetSpan, kind: RefactorKind): number | TypeScript.TextRange {
  return known[kind].selects ? { pos: startOffset, end: endOffset } : startOffset
}

/**
 * Scopes go from the inside out. A variable belongs right before its use, which is scope 0; a function as far out as it can be called from,
 * where it depends on nothing but its parameters. What uses `this` stays in its class.
 */
function chosen(actions: readonly Action[], kind: RefactorKind, selected: string): Action | undefined {
  if (kind === 'extractConstant') return actions.find(({ name }) => name.endsWith('_0'))
  if (kind !== 'extractFunction') return actions[0]
  const method = actions.find(({ description }) => /\bmethod in class\b/.test(description))
  return method !== undefined && /\b(this|super)\b/.test(selected) ? method : actions.at(-1)
}
