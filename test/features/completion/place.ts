import { SourceText } from '../../../server/context/source.ts'
import { type Situation, situationAt } from '../../../server/features/completion/situation.ts'
import { readCursor } from '../../marks.ts'

/** What a completion sees at the cursor `[||]`. */
export function situationIn(code: string): Situation {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  return situationAt(source, source.positionAt(offset))
}
