import { countAdded } from './addedErrors.ts'
import type { ChangedText, ChangeOfSeveral } from './projectEdits.ts'
import { sourceOf } from './projectEdits.ts'
import type { SourceText } from './source.ts'
import type { AskedService, TypeChecker } from './typeCheck.ts'
import { checkedName } from './typeScriptProject.ts'

/** Checks files that change together, each before and after. `undefined` where TypeScript knows none of them or gives up. */
export function changeOfSeveral(checker: TypeChecker, files: readonly ChangedText[]): ChangeOfSeveral | undefined {
  const known = files.filter((file) => checkedName(sourceOf(file)) !== undefined)
  const [first] = known
  if (first === undefined) return undefined
  const before = known.map(sourceOf)
  const after = known.map(({ path, languageId, changedText }) => sourceOf({ path, languageId, text: changedText }))
  const errorsBefore = asked(checker, before, errorCodes)
  const found = asked(checker, after, (service, names) => ({
    errors: errorCodes(service, names),
    isOneName: isOneName(service, known, names),
  }))
  if (errorsBefore === undefined || found === undefined) return undefined
  return { newErrors: countAdded(errorsBefore, found.errors), isOneName: found.isOneName }
}

/** Asks about several texts at once: the first one is the one that is checked, the others stand beside it. */
function asked<Answer>(
  checker: TypeChecker,
  sources: readonly SourceText[],
  look: (asked: AskedService, names: readonly string[]) => Answer,
): Answer | undefined {
  const [first, ...beside] = sources
  if (first === undefined) return undefined
  // The names that the service has for them are those of absolute paths, which only the checker can tell.
  return checker.ask(first, (service) => look(service, [service.name, ...checker.namesOf(beside)]), beside)
}

/** Without the words of the errors, because those name what gets another name. */
function errorCodes({ typescript, service }: AskedService, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)]
      .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
      .map(({ code }) => `${code} ${name}`),
  )
}

function isOneName({ service }: AskedService, files: readonly ChangedText[], names: readonly string[]): boolean {
  const expected = files.flatMap(({ named }, index) => named.map(({ startOffset }) => `${startOffset} ${names[index]}`))
  const at = files.findIndex(({ named }) => named.length > 0)
  const [name, place] = [names[at], files[at]?.named[0]]
  if (name === undefined || place === undefined) return true
  const preferences = { providePrefixAndSuffixTextForRename: true }
  const locations = service.findRenameLocations(name, place.startOffset, false, false, preferences) ?? []
  const found = new Set(locations.map(({ fileName, textSpan }) => `${textSpan.start} ${fileName}`))
  return found.size === expected.length && expected.every((each) => found.has(each))
}
