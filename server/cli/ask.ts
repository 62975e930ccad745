import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { languageNames } from '../context/languageNames.ts'
import { SyntaxParser } from '../context/parser.ts'
import { WorkspaceFiles } from '../context/workspaceFiles.ts'
import { type AskEvent, ask as askFeature } from '../features/ask/ask.ts'
import type { AskContext, AskReference, AskScope, LeftOutPiece } from '../protocol/chat.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { GlobalOptions, Host, OpenModel } from './host.ts'
import { parseChangeScope } from './input/changes.ts'
import { parseCodePlace } from './input/codePlace.ts'
import { workspaceRoot } from './input/files.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { figuresInWords } from './output/figures.ts'
import { schemaVersion } from './output/report.ts'
import { askTexts } from './texts/ask.ts'
import { optionTexts } from './texts/options.ts'

export interface AskOptions extends GlobalOptions {
  /** `HEAD` where the option has no value. */
  readonly changes?: string
  readonly json?: boolean
  readonly model?: string
}

/** `latent ask`: a question about code, answered by the model. */
export function askCommand(host: Host): Command {
  const say = askTexts[host.language]
  return new Command('ask')
    .description(say.description)
    .argument('<question>', say.question)
    .argument('[PATH...]', say.paths)
    .option('--changes [=branch]', say.changes)
    .option('--json', say.json)
    .option('--model <model>', optionTexts[host.language].model)
    .addHelpText('after', say.examples)
    .action(async (question: string, places: readonly string[], _options, command: Command) => {
      process.exitCode = await ask(question, places, command.optsWithGlobals(), host)
    })
}

async function ask(question: string, places: readonly string[], options: AskOptions, host: Host): Promise<ExitCode> {
  if (question.trim() === '') throw LatentError.of('badArgument', { en: 'The question says nothing.', zh: '问题是空的。' })
  const workspace = new WorkspaceFiles([await workspaceRoot(host.workingFolder)], { open: () => undefined })
  const references = places.map((place) => referenceTo(place, workspace, host))
  const changes = changesMeant(options.changes)
  const scope: AskScope = { question, references, ...(changes === undefined ? {} : { changes }) }

  const signal = host.interruption()
  const model = await host.openModel(options.model)
  try {
    const parser = await SyntaxParser.create()
    const deps = { engine: model.engine, parser, workspace, languageNames, language: host.language }
    const events = askFeature(scope, [], deps, signal)
    if (options.json) await printJson(question, events, model, host)
    else await printText(events, host)
    return exitCode.clean
  } finally {
    await model.close()
  }
}

/** Rejects with badArgument for changes that do not lead to what lies in the working tree. */
function changesMeant(value: string | undefined): AskScope['changes'] {
  if (value === undefined) return undefined
  const { kind } = parseChangeScope(value, undefined)
  if (kind === 'uncommitted' || kind === 'branch') return kind
  throw LatentError.of('badArgument', {
    en: `--changes takes nothing or "branch" here, not "${value}".`,
    zh: `此处 --changes 不带值，或为 "branch"，不能是“${value}”。`,
  })
}

/** Rejects with badArgument for a file that may not or cannot be sent: whoever names one wants the answer to be about it. */
function referenceTo(place: string, workspace: WorkspaceFiles, host: Host): AskReference {
  const { path, range } = parseCodePlace(place)
  const uri = pathToFileURL(resolve(host.workingFolder, path)).href
  const read = workspace.read(uri)
  if (read.kind === 'refused') {
    if (read.why === 'missing') throw LatentError.of('fileMissing', path)
    throw LatentError.of('badArgument', {
      en: `${path} is not sent: ${askTexts.en.why[read.why]}.`,
      zh: `未发送 ${path}：${askTexts.zh.why[read.why]}。`,
    })
  }
  if (range !== undefined && range.start.line >= read.source.lineCount) {
    const { lineCount } = read.source
    throw LatentError.of('badArgument', {
      en: `${path} has ${lineCount} lines, so there is no line ${range.start.line + 1}.`,
      zh: `${path} 有 ${lineCount} 行，没有第 ${range.start.line + 1} 行。`,
    })
  }
  return range === undefined ? { uri } : { uri, range }
}

/** The answer as it is written; what was sent in front of it and what it cost behind, both on the error stream. */
async function printText(events: AsyncIterable<AskEvent>, host: Host): Promise<void> {
  const say = askTexts[host.language]
  for await (const event of events) {
    switch (event.kind) {
      case 'context':
        host.err.write(`${contextLines(event.context, host).map(printable).join('\n')}\n`)
        break
      case 'text':
        host.out.write(printable(event.text))
        break
      case 'end': {
        const names = event.unknown.map(({ name }) => `\`${printable(name)}\``)
        host.out.write(`\n${names.length === 0 ? '' : `\n⚠ ${say.unknown} ${names.join(', ')}\n`}`)
        if (event.reason === 'length') host.err.write(`${say.cut}\n`)
        host.err.write(`${figuresInWords(event.figures, host.language)}\n`)
        break
      }
    }
  }
}

async function printJson(question: string, events: AsyncIterable<AskEvent>, model: OpenModel, host: Host): Promise<void> {
  let answer = ''
  let context: AskContext | undefined
  for await (const event of events) {
    if (event.kind === 'context') context = event.context
    else if (event.kind === 'text') answer += event.text
    else {
      const { reason, unknown, figures } = event
      const { model: name } = await model.engine.info()
      const sent = context?.sent.map(({ uri, ...piece }) => piece)
      const rest = { ...context, sent, reason, unknown, stats: figures }
      host.out.write(printableJson({ schemaVersion, question, model: name, answer, ...rest }))
    }
  }
}

function contextLines({ sent, leftOut, promptTokens, contextSize }: AskContext, { language }: Host): readonly string[] {
  const say = askTexts[language]
  return [
    ...(sent.length === 0 ? [say.nothingSent] : []),
    ...sent.map(
      ({ path, startLine, endLine, tokens }) => `${say.sent} ${path}:${startLine + 1}-${endLine} (${say.tokens(tokens)})`,
    ),
    ...leftOut.map((piece) => `${say.notSent} ${placeOf(piece)} (${say.why[piece.why]})`),
    say.ofContext(promptTokens, contextSize),
  ]
}

function placeOf({ path, startLine, endLine }: LeftOutPiece): string {
  return startLine === undefined || endLine === undefined ? path : `${path}:${startLine + 1}-${endLine}`
}
