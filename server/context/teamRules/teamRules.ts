import { basename } from 'node:path'
import { isCodeRule } from './codeRule.ts'
import { readRuleDocument, type StatedRule } from './ruleDocument.ts'
import { type RuleFile, type RuleFileKind, readRuleFiles } from './ruleFiles.ts'
import { RuleIds } from './ruleId.ts'
import type { LeftOut, TeamRule, TeamRules } from './teamRule.ts'

/** Which files are read: those for reviews, these and those for coding assistants, or none. */
export type RuleChoice = 'all' | 'own' | 'off'

const kindsOf: Readonly<Record<RuleChoice, readonly RuleFileKind[]>> = { all: ['rules', 'instructions'], own: ['rules'], off: [] }

/** More cost more than they help: each that the model checks is a question about each function. */
const mostRules = 100
/** A rule is a sentence or two; longer text is an essay about code, which no single answer can judge. */
const longestSentence = 400

/** The rules of one workspace folder. Its files are read anew each time, because a pull may have changed them, and understood once. */
export class TeamRuleBook {
  readonly #folder: string
  #last: { readonly content: string; readonly rules: TeamRules } | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The same object as long as the files say the same. Never rejects: what cannot be read is left out. */
  async read(choice: RuleChoice = 'all'): Promise<TeamRules> {
    const { files, leftOut } = await readRuleFiles(this.#folder, kindsOf[choice])
    const content = JSON.stringify([files, leftOut])
    if (this.#last?.content !== content) {
      const stated = teamRulesOf(files)
      this.#last = { content, rules: { rules: stated.rules, leftOut: [...leftOut, ...stated.leftOut] } }
    }
    return this.#last.rules
  }
}

/** The rules that files state, and what of them is not checked. */
export function teamRulesOf(files: readonly RuleFile[]): TeamRules {
  const ids = new RuleIds()
  const rules: TeamRule[] = []
  const leftOut: LeftOut[] = []
  for (const { path, kind, text } of files) {
    const { rules: stated, leftOut: unread } = readRuleDocument(text)
    leftOut.push(...unread.map((each) => ({ file: path, ...each })))
    const meant = kind === 'rules' ? stated : stated.filter(({ form, sentence }) => form === 'item' && isCodeRule(sentence))
    const others = stated.filter(({ form }) => form === 'item').length - meant.length
    if (kind === 'instructions' && others > 0) leftOut.push({ kind: 'noRule', file: path, reason: otherItems(others) })
    let over = 0
    for (const each of meant) {
      if (each.sentence.length > longestSentence)
        leftOut.push({ kind: 'problem', file: path, line: each.line, reason: tooLong(each) })
      else if (rules.length >= mostRules) over += 1
      else rules.push(teamRule(path, kind, each, ids))
    }
    if (over > 0)
      leftOut.push({ kind: 'problem', file: path, reason: `${over} of its rules are over the ${mostRules} that are checked` })
  }
  return { rules, leftOut }
}

function teamRule(file: string, kind: RuleFileKind, stated: StatedRule, ids: RuleIds): TeamRule {
  const { name, sentence, severity, appliesTo, line } = stated
  return {
    id: ids.of(basename(file, '.md'), name),
    sentence,
    // What a file for assistants says was not written with reviews in mind, so that it never fails one as an error.
    severity: kind === 'instructions' && severity === 'error' ? 'warning' : severity,
    appliesTo,
    file,
    line,
  }
}

function otherItems(count: number): string {
  return count === 1 ? 'one list item states no rule about code' : `${count} list items state no rule about code`
}

function tooLong({ sentence }: StatedRule): string {
  return `a rule of ${sentence.length} characters is longer than ${longestSentence}`
}
