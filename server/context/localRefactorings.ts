import { applicableRefactors, givenName, makeRefactor } from './applicableRefactors.ts'
import { withArgumentType } from './argumentTypes.ts'
import { bracedArrow } from './bracedArrow.ts'
import { type FixedKind, fixedOnce, isFixable, withReturnType } from './codeFixSteps.ts'
import type { OffsetSpan } from './cuts.ts'
import { namePlaces } from './namePlaces.ts'
import { sourceOf } from './projectEdits.ts'
import type { MechanicalOffer, MechanicalResult, RefactoringAnswer, RefactoringQuestion } from './refactorings.ts'
import { renamedPlaces } from './renamePlaces.ts'
import { changeOfSeveral } from './severalFiles.ts'
import { SourceText } from './source.ts'
import type { AskedService, TypeChecker } from './typeCheck.ts'
import type { EditedText } from './typeScriptEdits.ts'

const fixedKinds: readonly FixedKind[] = ['toAsync', 'addTypes', 'removeDeadCode']
/** What one removal leaves behind may be dead as well; a function has no end of it only by mistake. */
const mostSteps = 30

/** Answers questions for refactorings in this very thread. `undefined` where TypeScript cannot tell. */
export function answerRefactoring(
  checker: TypeChecker,
  source: SourceText,
  question: RefactoringQuestion,
): RefactoringAnswer | undefined {
  switch (question.kind) {
    case 'offers': {
      const offers = checker.ask(source, (asked) => offersAt(asked, source.text, question.span))
      return offers && { kind: 'offers', offers }
    }
    case 'make': {
      const result = made(checker, source, question.span, question.refactoring)
      return result && { kind: 'make', result }
    }
    case 'places': {
      const places = checker.ask(source, (asked) => namePlaces(asked, source.text, question.offset))
      return places && { kind: 'places', places }
    }
    case 'rename': {
      const look = (asked: AskedService) => renamedPlaces(asked, question.offset, question.newName)
      const result = checker.ask(source, look, question.others.map(sourceOf))
      return result && { kind: 'rename', result }
    }
    case 'several': {
      const change = changeOfSeveral(checker, question.files)
      return change && { kind: 'several', change }
    }
  }
}

function offersAt(asked: AskedService, text: string, span: OffsetSpan): readonly MechanicalOffer[] {
  const fixed = fixedKinds.filter(
    (kind) => isFixable(asked, text, span, kind) || (kind === 'addTypes' && withType(asked, text, span) !== undefined),
  )
  return [...applicableRefactors(asked, text, span), ...fixed.map((kind) => ({ kind }))]
}

function made(
  checker: TypeChecker,
  source: SourceText,
  span: OffsetSpan,
  kind: MechanicalOffer['kind'],
): MechanicalResult | undefined {
  if (kind === 'toAsync' || kind === 'addTypes' || kind === 'removeDeadCode') return fixedAll(checker, source, span, kind)
  const room = kind === 'extractConstant' ? checker.ask(source, (asked) => bracedArrow(asked, source.text, span)) : undefined
  const from = room ?? { text: source.text, span }
  const result = checker.ask(withText(source, from.text), (asked) => makeRefactor(asked, from.text, from.span, kind))
  if (result?.kind !== 'made') return result
  const { text, nameOffset } = result
  const given =
    nameOffset === undefined ? undefined : checker.ask(withText(source, text), (asked) => givenName(asked, text, nameOffset))
  return { kind: 'made', text, ...(given === undefined ? {} : { given }) }
}

function fixedAll(checker: TypeChecker, source: SourceText, span: OffsetSpan, kind: FixedKind): MechanicalResult | undefined {
  let now: EditedText = { text: source.text, span }
  // The functions within an async function are left as they are.
  for (let step = 0; step < (kind === 'toAsync' ? 1 : mostSteps); step += 1) {
    const { text, span: around } = now
    const next = checker.ask(withText(source, text), (asked) => ({ edited: nextStep(asked, text, around, kind) }))
    if (next === undefined) return undefined
    if (next.edited === undefined) break
    now = next.edited
  }
  return now.text === source.text ? { kind: 'refused', reason: 'There is nothing to do here.' } : { kind: 'made', text: now.text }
}

function nextStep(asked: AskedService, text: string, span: OffsetSpan, kind: FixedKind): EditedText | undefined {
  return fixedOnce(asked, text, span, kind) ?? (kind === 'addTypes' ? withType(asked, text, span) : undefined)
}

/** What is returned depends on the parameters, so that they come first. */
function withType(asked: AskedService, text: string, span: OffsetSpan): EditedText | undefined {
  return withArgumentType(asked, text, span) ?? withReturnType(asked, text, span)
}

function withText({ path, languageId }: SourceText, text: string): SourceText {
  return new SourceText(path, languageId, text)
}
