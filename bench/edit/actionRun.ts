import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CodeAction, Position, type Range, TextDocumentEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { LanguageClient } from '../completion/systems/languageClient.ts'
import type { ActionCase } from './actionCases/actionCase.ts'
import { type Answer, fileNames, placeOf } from './actionVerdict.ts'

const documentation = 'generate.documentation'

/** Asks a language server for the case's action, in a file of its own in the workspace folder. Nothing is written over the file. */
export async function answerTo(each: ActionCase, index: number, client: LanguageClient, folder: string): Promise<Answer> {
  const { text, start, end } = placeOf(each)
  const path = join(folder, `case${index}-${fileNames[each.language]}`)
  const uri = pathToFileURL(path).href
  writeFileSync(path, text)
  await client.open(folder, uri, each.language, text)
  try {
    const document = TextDocument.create(uri, each.language, 1, text)
    const range = { start: document.positionAt(start), end: document.positionAt(end) }
    if (each.kind === documentation) return await documented(document, range, client)
    const offered = await client.codeActions(uri, range, each.kind)
    if (offered.length === 0) return { kind: 'notOffered' }
    const current = await typedMeanwhile(each, document, client)
    return await chosen(offered, current, client)
  } finally {
    await client.close(uri)
  }
}

async function typedMeanwhile({ expected }: ActionCase, document: TextDocument, client: LanguageClient): Promise<TextDocument> {
  const typed = expected.kind === 'refused' ? expected.typedMeanwhile : undefined
  if (typed === undefined) return document
  const top = Position.create(0, 0)
  await client.change(document.uri, 2, top, top, typed)
  return TextDocument.create(document.uri, document.languageId, 2, typed + document.getText())
}

/** Each of the actions is chosen on the same text, since the user may choose any of them. */
async function chosen(offered: readonly CodeAction[], document: TextDocument, client: LanguageClient): Promise<Answer> {
  const texts: string[] = []
  const reasons: string[] = []
  for (const action of offered) {
    if (action.disabled !== undefined) reasons.push(action.disabled.reason)
    else {
      const edited = await resolved(action, document, client)
      if ('text' in edited) texts.push(edited.text)
      else reasons.push(edited.reason)
    }
  }
  return texts.length > 0 ? { kind: 'applied', texts } : { kind: 'refused', reasons }
}

async function resolved(
  action: CodeAction,
  document: TextDocument,
  client: LanguageClient,
): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    return { text: editedText(await client.resolve(action), document) }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

async function documented(document: TextDocument, range: Range, client: LanguageClient): Promise<Answer> {
  const outcome = await client.documentation(document.uri, range)
  if (outcome.kind === 'refused') return { kind: 'refused', reasons: [outcome.reason] }
  if (outcome.kind === 'newFile') throw new Error('A comment does not make a file.')
  const edits = outcome.proposal.edits.map(({ range: place, newText }) => ({ range: place, newText }))
  return { kind: 'applied', texts: [TextDocument.applyEdits(document, edits)] }
}

/** As an editor applies it. Throws where an editor would not: without an edit, for another text, or for another file. */
function editedText({ edit }: CodeAction, document: TextDocument): string {
  const changes = edit?.documentChanges ?? []
  if (changes.length !== 1) throw new Error(`An edit of one file was expected: ${JSON.stringify(edit)}`)
  const [change] = changes
  if (!TextDocumentEdit.is(change) || change.textDocument.uri !== document.uri) throw new Error('The edit is of another file.')
  if (change.textDocument.version !== document.version) throw new Error('The editor refuses an edit of an older text.')
  return TextDocument.applyEdits(
    document,
    change.edits.map((each) => {
      if (!('newText' in each)) throw new Error('The edit is a snippet, which was not asked for.')
      return each
    }),
  )
}
