import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import {
  CompletionRequest,
  type Connection,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  InlineCompletionRequest,
} from 'vscode-languageserver/node'
import { examineMachine, softwareDriver } from '../engine/local/examine.ts'
import { LocalEngine } from '../engine/local/localEngine.ts'
import { usableCards } from '../engine/local/usableCards.ts'
import { RemoteEngine } from '../engine/remote/remoteEngine.ts'
import { Completer } from '../features/completion/completer.ts'
import { ShowDelay } from '../features/completion/showDelay.ts'
import { StateStore } from '../models/stateStore.ts'
import { ModelStore } from '../models/store.ts'
import { displayLanguage } from '../protocol/displayLanguage.ts'
import { localeOf } from '../protocol/locale.ts'
import type { NextEditDoneParams } from '../protocol/nextEdit.ts'
import {
  type CursorParams,
  type EngineActionParams,
  methods,
  type NotebookParams,
  type ReviewParams,
  type SnoozeParams,
  type TrustedParams,
} from '../protocol/requests.ts'
import { Acceptance } from './acceptance.ts'
import { previewing } from './actionPreviews.ts'
import { actionProviders } from './actionProviders.ts'
import { backendReason } from './backendReason.ts'
import { clientAbilities, initializeResult } from './capabilities.ts'
import { serveChat } from './chat.ts'
import { CodeActions } from './codeAction.ts'
import { serveCodeActions } from './codeActionRequests.ts'
import { completion } from './completion.ts'
import { CompletionTools } from './completionTools.ts'
import { CursorRest } from './cursorRest.ts'
import { askedOf, Definitions } from './definitions.ts'
import { Diagnostics } from './diagnostics.ts'
import { Dismissals } from './dismissals.ts'
import { Documents } from './documents.ts'
import { engineAction } from './engineActions.ts'
import { openEngines } from './engines.ts'
import { reviewParams } from './executeCommand.ts'
import { serveCommands } from './executeCommandRequest.ts'
import { answering, forLog, signalOf } from './failure.ts'
import { keepFindings } from './findingLife.ts'
import { Findings } from './findings.ts'
import { FixCheck } from './fixCheck.ts'
import { fixAbilities, serveFixes } from './fixes.ts'
import { InlineCompletions } from './inlineCompletion.ts'
import { keepStates } from './keepStates.ts'
import { keepStatistics, serveStatistics } from './keepStatistics.ts'
import { onLanguageChange } from './language.ts'
import { Log } from './log.ts'
import { serveMachine } from './machine.ts'
import { Models } from './models.ts'
import { NextEdits } from './nextEdit.ts'
import { Notebooks } from './notebooks.ts'
import { Power } from './power.ts'
import { powerOf } from './powerPrograms.ts'
import { programTexts, readArguments } from './programArguments.ts'
import { ProgressReporter, partialResults } from './progress.ts'
import { register } from './registrations.ts'
import { RelatedContext } from './relatedContext.ts'
import { askedAccess } from './remoteAccess.ts'
import { Reviews } from './review.ts'
import { ReviewActivity } from './reviewActivity.ts'
import { reviewOnSave } from './reviewOnSave.ts'
import { ReviewTools } from './reviewTools.ts'
import { serveReviewViews } from './reviewViews.ts'
import { serveDiagnose } from './serveDiagnose.ts'
import { serveEdits } from './serveEdits.ts'
import { serveModels } from './serveModels.ts'
import { pullFrom, SettingsStore } from './settings.ts'
import { Snooze } from './snooze.ts'
import { StatsCounter } from './stats.ts'
import { Status } from './status.ts'
import { thisMachine } from './thisMachine.ts'
import { connect } from './transport.ts'
import { Trust, trustedAtStart } from './trust.ts'
import { WatchedFiles } from './watchedFiles.ts'
import { isGone, WorkspaceFolders } from './workspaceFolders.ts'

const programFolder = dirname(fileURLToPath(import.meta.url))
const now = () => performance.now()
const start = readArguments(process.argv.slice(2))
const say = programTexts[displayLanguage(localeOf(process.env))]

switch (start.kind) {
  case 'help':
    process.stdout.write(say.help)
    break
  case 'version':
    process.stdout.write(`${await version()}\n`)
    break
  case 'refused':
    process.stderr.write(`${say.refused}\n`)
    process.exitCode = 2
    break
  case 'serve':
    serve(connect(start.transport), await version())
    break
}

async function version(): Promise<string> {
  return JSON.parse(await readFile(join(programFolder, '..', 'package.json'), 'utf8')).version
}

/** Answers `initialize` at once; what takes time is loaded afterwards. */
function serve(connection: Connection, ownVersion: string): void {
  connection.onInitialize((params) => {
    const abilities = clientAbilities(params)
    wire(connection, params, ownVersion)
    return initializeResult(abilities, ownVersion)
  })
  connection.listen()
}

/** Builds what one session needs, and connects each message of the client with the feature that answers it. */
function wire(connection: Connection, params: InitializeParams, ownVersion: string): void {
  const abilities = clientAbilities(params, () => settings.current.language)
  const { language } = abilities
  const log = new Log(connection, language)
  const folders = new WorkspaceFolders(params)
  const trust = new Trust(trustedAtStart(params.initializationOptions))
  const settings = new SettingsStore(params.initializationOptions, pullFrom(connection, abilities.configuration), log.warn)
  const store = ModelStore.chosen(() => settings.current['models.folder'], process.env)
  const engines = openEngines({
    createEngine: (options) => LocalEngine.shared(options, { processPath: join(programFolder, 'engine.js'), log: log.line }),
    createRemote: (options) => new RemoteEngine(options),
    access: askedAccess(connection, params, process.env),
    ...{ store, language, log: log.line, warn: log.warn },
  })
  const engine = engines.main
  const acceptance = new Acceptance((uri) => documents.get(uri)?.languageId ?? 'unknown')
  const statistics = keepStatistics({ acceptance, engine: engines.completion, now, log: log.line })
  const stats = new StatsCounter((lane, added) => statistics.engine(lane, added))
  const status = new Status({
    ...engines.sources,
    reason: backendReason(() => softwareDriver(programFolder, process.env)),
    lastMs: () => stats.lastMs,
    lastCompletion: () => completions.last,
    language,
    send: (sent) => void connection.sendNotification(methods.status, sent),
  })
  const notebooks = new Notebooks()
  // A cell's own address names the machine and says nothing.
  const documents = new Documents((uri) => folders.nameOf(notebooks.notebookOf(uri) ?? uri))
  const snooze = new Snooze()
  const findings = new Findings()
  const diagnostics = new Diagnostics(connection, findings, abilities)
  const dismissals = new Dismissals(log.line)
  const life = keepFindings(connection, {
    ...{ findings, dismissals, folders, trust, statistics, engine, now, language, log: log.line },
  })
  const tools = new ReviewTools(now, join(programFolder, 'typeCheckWorker.js'), log.line)
  const activity = new ReviewActivity(tools.parser)
  const completionTools = new CompletionTools(tools.parser)
  const definitions = new Definitions(askedOf(connection, params, trust))
  const related = new RelatedContext({ documents, folders, settings, notebooks, definitions, code: completionTools.related })
  const completer = new Completer(engines.completion, {
    syntax: completionTools.syntax,
    related: (uri, position, characters) => related.at(uri, position, characters),
    lookAround: (uri, position) => related.lookAround(uri, position),
    calibration: (key) => statistics.calibration(key),
  })
  const watchedFiles = new WatchedFiles({ tools: completionTools, related, definitions, completer, findings, documents })
  const delay = new ShowDelay()
  const power = new Power(powerOf(process.platform, process.env), now)
  const completions: InlineCompletions = new InlineCompletions({
    ...{ documents, notebooks, completer, engine: engines.completion, settings, status, snooze, stats, acceptance, delay, now },
    onBattery: () => power.onBattery(),
  })
  const cursorRest = new CursorRest(completions, log.line)
  const reviews = new Reviews({
    ...{ documents, findings, life, activity, settings, folders, trust, status, dismissals, engine, tools },
  })
  const nextEdits = new NextEdits({
    ...{ documents, settings, folders, trust, status, snooze, engine, tools, now, log: log.line },
    send: (sent) => void connection.sendNotification(methods.nextEdit, sent),
  })
  const check = new FixCheck(tools, (uri) => folders.folderOf(uri))
  const fixing = fixAbilities(params.initializationOptions, settings, trust)
  const actions = new CodeActions(documents, findings, check, { ...abilities, ...fixing })
  const progress = new ProgressReporter(connection, abilities.workDoneProgress, language)
  const machine = thisMachine((gpu) => usableCards(programFolder, gpu, process.env), engine)
  const models = new Models(store, progress, language, log.line, machine)
  const answer = answering(log.line, language)
  serveFixes(connection, { documents, findings, check }, answer)
  const session = { documents, folders, settings, trust, status, engine, tools, findings, progress, abilities, log: log.line }
  serveReviewViews(connection, params, { ...session, activity, reviews })
  serveChat(connection, session)
  const examine = () => examineMachine(programFolder, store, process.env)
  serveMachine(connection, { ...session, now, version: ownVersion, examine })
  serveEdits(connection, session)
  const errors = serveDiagnose(connection, params, { ...session, related, now })
  acceptance.onOutcome(({ outcome }) => delay.outcome(outcome, now()))
  engines.completion.onOtherModel(() => documents.all().forEach(({ uri }) => void completer.close(uri)))
  engines.onState(() => status.update())
  engines.onEngine((local) => local.onFigures((lane, figures, outcome) => stats.engineAnswered(lane, figures, outcome)))
  findings.onChange((uri) => diagnostics.publish(uri))
  onLanguageChange(settings, language, () => {
    diagnostics.publishAll()
    status.update()
  })

  documents.listen(connection)
  watchedFiles.listen(connection)
  documents.onOpen(({ document }) => {
    findings.opened(document.uri, document.getText())
    nextEdits.opened(document)
    void settings.of(document.uri)
  })
  documents.onEdit(({ document, edit }) => {
    acceptance.edited(document.uri, edit, now())
    related.edited(document.uri, edit, document.getText(), now())
    findings.edited(document.uri, edit, document.getText())
    nextEdits.edited(document, edit)
  })
  documents.onEdited((document) => {
    cursorRest.typed(document.uri)
    nextEdits.settling(document)
    if (findings.has(document.uri)) diagnostics.publishSoon(document.uri)
  })
  documents.onSave(({ document: { uri } }) => {
    void watchedFiles.changed([uri])
    void reviewOnSave(uri, { reviews, settings, status, trust, progress, log: log.line })
  })
  documents.onClose(({ document: { uri } }) => {
    reviews.cancel(uri)
    nextEdits.closed(uri)
    acceptance.closed(uri, now())
    settings.closed(uri)
    completer.close(uri)
    related.closed(uri)
    void completionTools.closed(folders.nameOf(uri))
    if (isGone(uri)) void watchedFiles.gone([uri])
  })

  connection.onInitialized(async () => {
    log.open()
    await settings.refresh()
    engines.follow(settings)
    void keepStates({ settings, store: StateStore.ofUser(process.env), language, warn: log.warn })
    status.start()
    await register(connection, abilities)
  })
  connection.onDidChangeConfiguration(({ settings: pushed }) => settings.refresh(pushed).then(() => completer.forgetFiles()))
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => folders.change(event.added, event.removed))
  connection.onNotification(methods.trusted, ({ trusted }: TrustedParams) => void (trusted && trust.grant()))
  connection.onNotification(methods.cursor, (asked: CursorParams) => {
    related.visible(asked.visible ?? [])
    cursorRest.moved(asked)
  })
  connection.onNotification(methods.snooze, (asked: SnoozeParams) => snooze.set(asked))
  connection.onNotification(methods.nextEditDone, (asked: NextEditDoneParams) => nextEdits.done(asked))
  connection.onNotification(methods.notebook, (asked: NotebookParams) => notebooks.set(asked))
  connection.onShutdown(async () => void (await Promise.all([statistics.save(), life.known.save(), engines.dispose()])))
  process.on('exit', engines.dispose)
  // An editor that refuses one of our messages, or closes while one is under way, is no reason to end.
  process.on('unhandledRejection', (error) => log.line(forLog(error)))

  connection.onRequest(
    InlineCompletionRequest.type,
    answer((asked, token) => completions.answer(asked, signalOf(token))),
  )
  connection.onRequest(
    CompletionRequest.type,
    answer((asked, token) => completion(asked, completions, engines.completion, signalOf(token))),
  )
  const providers = actionProviders(connection, params, session)
  const shown = previewing([...providers, errors], params.initializationOptions, language)
  serveCodeActions(connection, documents, actions, shown, answer)
  serveCommands(connection, { reviews, life, progress, language }, answer)
  connection.onRequest(
    methods.review,
    answer((asked: ReviewParams, token) => {
      const begin = (title: string, cancel: () => void) => progress.begin(title, asked.workDoneToken, cancel)
      const part = partialResults(connection, asked.partialResultToken)
      return reviews.review(reviewParams(asked), { begin, part }, signalOf(token))
    }),
  )
  connection.onRequest(methods.stats, () => stats.totals(acceptance.totals(now())))
  serveStatistics(connection, statistics, answer)
  serveModels(connection, { models, settings, store, engines, language }, answer)
  connection.onRequest(
    methods.engine,
    answer((asked: EngineActionParams) => engineAction(asked, engines, status)),
  )
}
