import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTag,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import type { Finding, Fix } from '../protocol/finding.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type { FixCommands } from '../protocol/fixes.ts'
import { isRecord } from '../protocol/record.ts'
import { rangesTouch, sameRange, type TextEdit } from '../protocol/text.ts'
import { dismissActions } from './dismissActions.ts'
import type { Documents } from './documents.ts'
import { oneLine } from './failure.ts'
import type { Findings } from './findings.ts'
import { verifiedFixes } from './fixAll.ts'
import type { FixCheck } from './fixCheck.ts'
import { ignoreComment } from './ignoreComment.ts'
import type { Language } from './language.ts'
import { reviewKind } from './reviewActions.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** Only asked for by this very name: `source.fixAll` on save must never apply what a model wrote. */
const fixAllKind = 'source.fixAll.latent'
const previewKind = `${CodeActionKind.QuickFix}.preview`
const dismissKind = `${CodeActionKind.QuickFix}.dismiss`
const ignoreKind = `${CodeActionKind.QuickFix}.ignore`

export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind, reviewKind]

export interface FixAbilities {
  readonly commands: FixCommands
  /** Whether a command for tests is configured and may be run. */
  hasTests(): boolean
}

/** What the client told of itself at the start. */
export interface CodeActionAbilities extends FixAbilities {
  readonly resolvesEdit: boolean
  readonly documentChanges: boolean
  readonly tags: boolean
  readonly language: Language
}

/** Kept in an action until it is resolved. The edit is made then, from the text of that moment. */
type ActionData =
  | { readonly kind: 'fix'; readonly uri: string; readonly id: string; readonly title: string; readonly newText: string }
  | { readonly kind: 'ignore'; readonly uri: string; readonly id: string }
  | { readonly kind: 'fixAll'; readonly uri: string }

/** Fixes, dismissal and ignore comments for findings. No action does anything before the user chooses it. */
export class CodeActions {
  readonly #documents: Documents
  readonly #findings: Findings
  readonly #check: FixCheck
  readonly #abilities: CodeActionAbilities

  constructor(documents: Documents, findings: Findings, check: FixCheck, abilities: CodeActionAbilities) {
    this.#documents = documents
    this.#findings = findings
    this.#check = check
    this.#abilities = abilities
  }

  async offer({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const wants = (kind: string) => context.only === undefined || context.only.some((only) => covers(only, kind))
    const open = this.#findings.of(uri).filter(({ finding }) => finding.state === 'open')
    const here = open.filter(
      ({ finding }) => rangesTouch(finding.range, range) || context.diagnostics.some((each) => isOf(each, finding)),
    )
    const actions = here.flatMap((live) => {
      const diagnostics = context.diagnostics.filter((each) => isOf(each, live.finding))
      const about = diagnostics.length > 0 ? { diagnostics } : {}
      return [
        ...(wants(CodeActionKind.QuickFix) ? live.finding.fixes.map((fix) => this.#fix(uri, live, fix)) : []),
        ...(wants(previewKind) ? this.#looks(uri, live.finding) : []),
        ...(wants(ignoreKind) ? [this.#ignore(uri, live.finding)] : []),
        ...(wants(dismissKind) ? dismissActions(uri, live.finding, dismissKind, this.#abilities.language()) : []),
      ].map((action) => ({ ...action, ...about }))
    })
    const all = context.only?.includes(fixAllKind) === true ? this.#fixAll(uri, open) : []
    return this.#abilities.resolvesEdit ? [...actions, ...all] : await this.#resolved([...actions, ...all])
  }

  /** Rejects with fixOutdated or ignoreImpossible where the edit cannot be made any more. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data: unknown = action.data
    if (!isActionData(data)) return action
    const document = this.#documents.get(data.uri)
    if (document === undefined) throw LatentError.of('fixOutdated', action.title)
    return { ...action, edit: this.#workspaceEdit(document, await this.#editsOf(data, action.title, document)) }
  }

  async #editsOf(data: ActionData, title: string, document: TextDocument): Promise<readonly TextEdit[]> {
    const source = this.#documents.source(document)
    if (data.kind === 'fixAll') {
      const { edits } = verifiedFixes(this.#findings.of(data.uri))
      // Each was checked alone, so that together they are looked at once more.
      if (edits.length === 0 || !(await this.#check.holdTogether(data.uri, source, edits)))
        throw LatentError.of('fixOutdated', title)
      return edits
    }
    const live = this.#findings.find(data.uri, data.id)
    if (live === undefined || live.finding.state !== 'open') throw LatentError.of('fixOutdated', title)
    if (data.kind === 'ignore') {
      const edit = await this.#check.withTree(source, (tree) => ignoreComment(live.finding, source, tree))
      if (edit === undefined) throw LatentError.of('ignoreImpossible', live.finding.ruleId)
      return [edit]
    }
    // Titles of long mends are cut and may be the same.
    const fix = live.finding.fixes.find((each) => each.title === data.title && newTextOf(each) === data.newText)
    if (fix === undefined || !(await this.#check.holds(data.uri, source, live, fix))) throw LatentError.of('fixOutdated', title)
    return fix.edits
  }

  /** Actions of a client that cannot resolve them later; those whose edit cannot be made are left out. */
  async #resolved(actions: readonly CodeAction[]): Promise<CodeAction[]> {
    const settled = await Promise.allSettled(actions.map((action) => this.resolve(action)))
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }

  #fix(uri: string, { finding, outdated }: LiveFinding, fix: Fix): CodeAction {
    const title = this.#titleOf(fix)
    const preferred = fix.verified && !outdated && fix === finding.fixes.find((each) => each.verified)
    return {
      title: fix.verified ? title : labels[this.#abilities.language()].notVerified(title),
      kind: CodeActionKind.QuickFix,
      ...(preferred ? { isPreferred: true } : {}),
      // Editors sort tagged actions last; a fix that passed its checks belongs before "ignore" and "dismiss".
      ...(this.#abilities.tags && !fix.verified ? { tags: [CodeActionTag.LLMGenerated] } : {}),
      ...this.#afterwards(uri, title),
      data: { kind: 'fix', uri, id: finding.id, title: fix.title, newText: newTextOf(fix) } satisfies ActionData,
    }
  }

  /** The editor runs an action's command once its edit is made. */
  #afterwards(uri: string, title: string): Pick<CodeAction, 'command'> {
    const { fixMade } = this.#abilities.commands
    return fixMade === undefined ? {} : { command: { title, command: fixMade, arguments: [uri, title] } }
  }

  /** As it is shown. The fix is found again by its own title, which is English whatever the user reads. */
  #titleOf({ title }: Fix): string {
    return oneLine(inLanguage(title, this.#abilities.language()))
  }

  /** Ways to look at a finding's fixes before they stay. */
  #looks(uri: string, { id, fixes }: Finding): CodeAction[] {
    if (fixes.length === 0) return []
    const { commands, hasTests, language } = this.#abilities
    const { preview, test } = labels[language()]
    const offered = (title: string, command: string | undefined) =>
      command === undefined ? [] : [{ title, kind: previewKind, command: { title, command, arguments: [uri, id] } }]
    return [...offered(preview(fixes.length), commands.previewFix), ...(hasTests() ? offered(test, commands.testFix) : [])]
  }

  #ignore(uri: string, { id, ruleId }: Finding): CodeAction {
    const title = labels[this.#abilities.language()].ignore(ruleId)
    return { title, kind: ignoreKind, data: { kind: 'ignore', uri, id } satisfies ActionData }
  }

  #fixAll(uri: string, open: readonly LiveFinding[]): CodeAction[] {
    const { findings } = verifiedFixes(open)
    if (findings.length === 0) return []
    const title = labels[this.#abilities.language()].verifiedFixes(findings.length)
    return [{ title, kind: fixAllKind, data: { kind: 'fixAll', uri } satisfies ActionData }]
  }

  #workspaceEdit({ uri, version }: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
    // With the version the editor refuses the edit if something was typed meanwhile.
    if (this.#abilities.documentChanges) return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] }
    return { changes: { [uri]: [...edits] } }
  }
}

function newTextOf({ edits }: Fix): string {
  return edits.map(({ newText }) => newText).join('\0')
}

/** Kinds are a hierarchy: `quickfix` asks for `quickfix.dismiss` as well. */
function covers(only: string, kind: string): boolean {
  return only === '' || kind === only || kind.startsWith(`${only}.`)
}

/** By its id, else by place and rule: some clients do not send `data` back. */
function isOf(diagnostic: Diagnostic, finding: Finding): boolean {
  if (diagnostic.source !== undefined && diagnostic.source !== 'latent') return false
  const data: unknown = diagnostic.data
  if (isRecord(data) && typeof data.id === 'string') return data.id === finding.id
  return diagnostic.code === finding.ruleId && sameRange(diagnostic.range, finding.range)
}

function isActionData(value: unknown): value is ActionData {
  if (!isRecord(value) || typeof value.uri !== 'string') return false
  if (value.kind === 'fixAll') return true
  if (typeof value.id !== 'string') return false
  return value.kind === 'ignore' || (value.kind === 'fix' && typeof value.title === 'string' && typeof value.newText === 'string')
}

const labels = {
  en: {
    notVerified: (title: string) => `${title} (not verified)`,
    preview: (count: number) => (count === 1 ? 'Preview the fix' : `Preview ${count} fixes`),
    test: 'Verify the fix with tests',
    ignore: (ruleId: string) => `Ignore ${ruleId} here with a comment`,
    verifiedFixes: (count: number) => (count === 1 ? '1 verified fix' : `${count} verified fixes`),
  },
  zh: {
    notVerified: (title: string) => `${title}（未经验证）`,
    preview: (count: number) => (count === 1 ? '预览修复' : `预览 ${count} 个修复`),
    test: '用测试验证修复',
    ignore: (ruleId: string) => `在此处用注释忽略 ${ruleId}`,
    verifiedFixes: (count: number) => `${count} 个已验证的修复`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
