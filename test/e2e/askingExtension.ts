import { type MadeExtension, madeExtension } from './madeExtension.ts'

/** An extension of another maker: `Asker: Ask` asks the local model by the editor's own interface, and writes to a file what came of it. */
export function askingExtension(outcomeFile: string): Promise<MadeExtension> {
  const manifest = {
    name: 'asker',
    main: './main.js',
    contributes: { commands: [{ command: 'asker.ask', title: 'Ask', category: 'Asker' }] },
  }
  return madeExtension(manifest, { 'main.js': program(outcomeFile) })
}

/** What `Asker: Ask` wrote. */
export interface Asked {
  readonly models: readonly { readonly id: string; readonly family: string; readonly maxInputTokens: number }[]
  readonly tokens?: number
  readonly messageTokens?: number
  readonly pieces?: readonly string[]
  /** Pieces that came of a request until it was cancelled, and how it ended. */
  readonly cancelled?: { readonly pieces: number; readonly error: string }
  readonly error?: string
}

function program(outcomeFile: string): string {
  return `const vscode = require('vscode')
const fs = require('node:fs')
const question = (text) => [vscode.LanguageModelChatMessage.User(text)]
async function ask() {
  const models = await vscode.lm.selectChatModels({ vendor: 'latent' })
  const told = { models: models.map(({ id, family, maxInputTokens }) => ({ id, family, maxInputTokens })) }
  const [model] = models
  if (model === undefined) return told
  const token = new vscode.CancellationTokenSource().token
  const answer = await model.sendRequest(question('Name the capital of France in one word.'), { justification: 'A test.' }, token)
  const pieces = []
  for await (const piece of answer.text) pieces.push(piece)
  const tokens = await model.countTokens('hello world')
  const messageTokens = await model.countTokens(question('hello world')[0])
  return { ...told, pieces, tokens, messageTokens, cancelled: await cancelled(model) }
}
async function cancelled(model) {
  const source = new vscode.CancellationTokenSource()
  let pieces = 0
  try {
    const answer = await model.sendRequest(question('Count from 1 to 400, one number a line.'), {}, source.token)
    for await (const piece of answer.text) {
      pieces += 1
      if (pieces === 3) source.cancel()
    }
    return { pieces, error: '' }
  } catch (error) {
    return { pieces, error: String(error) }
  }
}
exports.activate = (context) => {
  const command = vscode.commands.registerCommand('asker.ask', async () => {
    const outcome = await ask().catch((error) => ({ models: [], error: String(error.stack ?? error) }))
    fs.writeFileSync(${JSON.stringify(outcomeFile)}, JSON.stringify(outcome))
  })
  context.subscriptions.push(command)
}
`
}
