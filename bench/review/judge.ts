import type { Range } from '../../server/protocol/text.ts'
import type { SystemName, TrialRecord } from './records.ts'
import { codeLines, lineCount, type Trial } from './trial.ts'

/** Whether a place touches the lines of the fault. In a correct text nothing is right. */
export function touchesFault({ fault }: Trial, { start, end }: Range): boolean {
  // A range that ends where a line begins has nothing of it.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line
  return fault !== undefined && start.line < fault.lines.endLine && last >= fault.lines.startLine
}

/** Whether a text is as it should be; white space does not count. */
export function isMended({ fault }: Trial, text: string): boolean {
  return fault?.correctText !== undefined && withoutSpaces(text) === withoutSpaces(fault.correctText)
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** What a record tells of its trial, whatever the system. */
export function factsOf(
  trial: Trial,
  system: SystemName,
): Pick<TrialRecord, 'id' | 'part' | 'half' | 'system' | 'languageId' | 'fault' | 'lines' | 'codeLines'> {
  const { id, part, half, source, fault } = trial
  return {
    ...{ id, part, half, system, languageId: source.languageId },
    ...(fault === undefined ? {} : { fault: fault.kind }),
    ...{ lines: lineCount(trial), codeLines: codeLines(trial) },
  }
}
