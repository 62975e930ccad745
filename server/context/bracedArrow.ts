import type { OffsetSpan } from './cuts.ts'
import { functionsAround, sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'
import { type EditedText, editedText, layoutOf } from './typeScriptEdits.ts'

const refactor = 'Add or remove braces in an arrow function'
const action = 'Add braces to arrow function'

/**
 * The text with braces around the body of the arrow function that holds a span, because an expression alone has no room for a variable.
 * `undefined` where there is room.
 */
export function bracedArrow(asked: AskedService, text: string, span: OffsetSpan): EditedText | undefined {
  const { typescript, service, name } = asked
  const file = sourceFileOf(asked)
  const [around] = file === undefined ? [] : functionsAround(typescript, file, span)
  if (file === undefined || around === undefined || !typescript.isArrowFunction(around) || typescript.isBlock(around.body))
    return undefined
  const place = around.equalsGreaterThanToken.getStart(file)
  const edits = service.getEditsForRefactor(name, layoutOf(typescript, text), place, refactor, action, {})
  const edited = edits && editedText(asked, text, edits.edits, span)
  if (edited === undefined) return undefined
  // The body is written anew as it was, so that what is selected comes as far behind the `return` as it stood behind the arrow.
  const selected = text.slice(span.startOffset, span.endOffset)
  const body = around.body.getText(file)
  const bodyStart = edited.text.indexOf(body, place)
  const startOffset = bodyStart + span.startOffset - around.body.getStart(file)
  const endOffset = startOffset + selected.length
  return bodyStart >= 0 && edited.text.slice(startOffset, endOffset) === selected
    ? { text: edited.text, span: { startOffset, endOffset } }
    : undefined
}
