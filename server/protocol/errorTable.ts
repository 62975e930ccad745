import type { ErrorEntry, WayOut } from './errorEntry.ts'
import { modelErrors } from './modelErrors.ts'

const showLog: WayOut = { text: 'Restart the engine, or look at the log.', command: 'latent.restartEngine' }

/** Every error that a user can see. Docs, the status bar and the command line all take their words from here. */
export const errorTable = {
  ...modelErrors,
  remoteAddress: {
    message: (url: string) => (url === '' ? 'No address of a server is set.' : `"${url}" is no address of a server.`),
    wayOut: { text: 'Set latent.remote.url to one that begins with http:// or https://.' },
  },
  remoteUnreachable: {
    message: (server: string, why: string) => `The model server ${server} cannot be reached: ${why}.`,
    wayOut: { text: 'Start it or correct latent.remote.url, or choose a model on this machine.', command: 'latent.chooseModel' },
  },
  remoteKeyRefused: {
    message: (server: string) => `The model server ${server} does not accept the key.`,
    wayOut: {
      text: 'Enter it by "Latent: Set the Key of Your Server…", or put it into the variable that latent.remote.apiKeyEnv names.',
      command: 'latent.setRemoteKey',
    },
  },
  remoteAuthorities: {
    message: (path: string, why: string) => `The certificate authorities in ${path} cannot be read: ${why}.`,
    wayOut: { text: 'Correct latent.remote.certificateAuthority, or empty it.' },
  },
  remoteBusy: {
    message: (server: string) => `The model server ${server} has too much to do.`,
    wayOut: { text: 'Try again in a moment.' },
  },
  remoteRefused: {
    message: (server: string, status: number, said: string) => `The model server ${server} answered ${status}: ${said}.`,
    wayOut: { text: 'Look at its log, or choose another model.', command: 'latent.chooseModel' },
  },
  remoteNotCompatible: {
    message: (server: string) => `${server} does not speak OpenAI's API.`,
    wayOut: { text: 'Set latent.remote.url to a server such as vLLM, llama-server, SGLang or Ollama.' },
  },
  remoteModelUnknown: {
    message: (server: string, model: string, models: string) =>
      `The model server ${server} has no model "${model}"; it has ${models}.`,
    wayOut: { text: 'Correct latent.remote.model.' },
  },
  remoteCannot: {
    message: (server: string, what: string) => `The model server ${server} cannot do this: it offers no ${what}.`,
    wayOut: { text: '`latent doctor` prints what it can do.' },
  },
  engineStopped: {
    message: (why: string) => `The inference engine stopped (${why}) and is being started again.`,
    wayOut: showLog,
  },
  modelUnloaded: {
    message: () => 'The model was unloaded or exchanged before it had answered.',
    wayOut: { text: 'Ask again.' },
  },
  engineGivenUp: {
    message: (times: number) => `The inference engine stopped ${times} times in a row.`,
    wayOut: showLog,
  },
  promptTooLong: {
    message: (tokens: number, contextSize: number) => `The request has ${tokens} tokens, the context holds ${contextSize}.`,
    wayOut: {
      text: 'Raise latent.engine.contextSize (for a server: what it was started with), or select less text.',
      command: 'workbench.action.openSettings',
    },
  },
  grammarInvalid: { message: (why: string) => `The grammar of a request is not valid: ${why}.`, wayOut: showLog },
  conversationRefused: {
    message: (why: string) => `The model's chat template does not take this conversation: ${why}.`,
    wayOut: showLog,
  },
  engineFailed: { message: (why: string) => `The inference engine failed: ${why}.`, wayOut: showLog },
  untrusted: {
    message: (what: string) => `${what} is off in an untrusted workspace; completions work.`,
    wayOut: { text: 'Trust this workspace first.', command: 'workbench.trust.manage' },
  },
  notReviewable: {
    message: (path: string, why: string) => `${path} cannot be reviewed: ${why}.`,
    wayOut: { text: 'Open a text file of at most 2 MB.' },
  },
  notCode: {
    message: (path: string, why: string) => `${path} cannot be read as code: ${why}.`,
    wayOut: { text: 'Name a text file of at most 2 MB.' },
  },
  fixOutdated: {
    message: (title: string) => `"${title}" no longer applies: the code changed since the review.`,
    wayOut: { text: 'Review the file again.', command: 'latent.reviewFile' },
  },
  editOutdated: {
    message: (title: string) => `"${title}" no longer applies: the code changed meanwhile.`,
    wayOut: { text: 'Ask for it again.' },
  },
  editRefused: {
    message: (title: string, reason: string) => `"${title}" was not done: ${reason}`,
    wayOut: { text: 'Change the code by hand, or ask at another place.' },
  },
  fileRefused: {
    message: (title: string, path: string, why: string) => `"${title}" changed nothing, because of ${path}: ${why}.`,
    wayOut: { text: 'Ask for it again, or change the code by hand.' },
  },
  noName: {
    message: () => 'There is no name here that could be another one.',
    wayOut: { text: 'Put the cursor on the name of a variable, a function or a type.' },
  },
  noMend: {
    message: (why: string) => why,
    wayOut: { text: 'Have the error explained, or mend it by hand.' },
  },
  mendOutdated: {
    message: (title: string) => `"${title}" no longer applies: the code changed meanwhile.`,
    wayOut: { text: 'Choose it again.' },
  },
  noStackFrames: {
    message: () => 'The text names no line of a program.',
    wayOut: { text: 'Copy or select a whole stack trace, or the output of a failing test.' },
  },
  findingGone: {
    message: () => 'There is no such finding any more.',
    wayOut: { text: 'Review the file again.', command: 'latent.reviewFile' },
  },
  ignoreImpossible: {
    message: (ruleId: string) => `No comment can stand above this line, so ${ruleId} cannot be ignored by one.`,
    wayOut: { text: 'Dismiss the finding instead.' },
  },
  dismissalNotKept: {
    message: (path: string, why: string) => `The finding is hidden for now only; ${path} cannot be written: ${why}.`,
    wayOut: { text: 'Correct or remove that file, then dismiss it again.', command: 'latent.showLog' },
  },
  dismissalNotUndone: {
    message: (path: string, why: string) => `The dismissal cannot be taken back: ${path} cannot be read or written: ${why}.`,
    wayOut: { text: 'Correct that file, then undo it again.', command: 'latent.showLog' },
  },
  dismissalsUnusable: {
    message: (path: string, why: string) => `${path} cannot be used: ${why}.`,
    wayOut: { text: 'Correct or remove that file.' },
  },
  calibrationTooFew: {
    message: (functions: number, suspects: number, right: number) =>
      `Too little to calibrate with: ${functions} functions gave ${suspects} suspects to fit to, ${right} of them right.`,
    wayOut: { text: 'Name more code with --from, or ask for more functions with --functions.' },
  },
  calibrationNotWritable: {
    message: (path: string, why: string) => `The calibration ${path} could not be written: ${why}.`,
    wayOut: { text: 'Check its permissions and the free space of the disk, or set LATENT_DATA to another folder.' },
  },
  calibrationUnusable: {
    message: (path: string, why: string) => `The calibration ${path} is not used: ${why}.`,
    wayOut: { text: '`latent review calibrate` measures it again, `latent review calibrate --reset` removes it.' },
  },
  dismissalUnknown: {
    message: (id: string) => `There is no dismissal with the id "${id}".`,
    wayOut: { text: '`latent dismissals list` prints them.' },
  },
  fileMissing: {
    message: (path: string) => `${path} does not exist or cannot be read.`,
    wayOut: { text: 'Check the path.' },
  },
  fileNotShown: {
    message: (path: string, why: string) => `${path} is not looked at: ${why}.`,
    wayOut: { text: 'Name a file below the folders that were given.' },
  },
  linesMissing: {
    message: (path: string, lineCount: number, first: number, last: number) =>
      `${path} has ${lineCount} lines; there ${first === last ? `is no line ${first}` : `are no lines ${first} to ${last}`}.`,
    wayOut: { text: 'Name lines that it has, the first one first.' },
  },
  findingUnknown: {
    message: (id: string) => `No review of this connection found "${id}".`,
    wayOut: { text: 'Review the file again.' },
  },
  serveNeedsKey: {
    message: (host: string) => `Whoever reaches ${host} could use this server, because no key was made.`,
    wayOut: { text: 'Make one with `latent serve keys add NAME`, or leave --host out: then only this machine reaches it.' },
  },
  serveAddressTaken: {
    message: (address: string, why: string) => `The server cannot listen on ${address}: ${why}.`,
    wayOut: { text: 'Choose another --host or --port.' },
  },
  serveKeyExists: {
    message: (name: string) => `There is a key named "${name}" already.`,
    wayOut: { text: 'Choose another name, or remove that one first.' },
  },
  serveKeyUnknown: {
    message: (name: string) => `There is no key named "${name}".`,
    wayOut: { text: '`latent serve keys list` prints them.' },
  },
  serveKeysUnusable: {
    message: (path: string, why: string) => `The keys in ${path} cannot be used: ${why}.`,
    wayOut: { text: 'Correct its content or its permissions, or remove it and make the keys anew.' },
  },
  gitUnavailable: {
    message: (path: string, why: string) => `The changes of ${path} cannot be told: ${why}.`,
    wayOut: { text: 'Review the whole file instead.', command: 'latent.reviewFile' },
  },
  nothingStaged: {
    message: (folder: string) => `Nothing is staged in ${folder}, so that there is nothing to write a message for.`,
    wayOut: { text: 'Stage the changes that belong into the commit.' },
  },
  patchUnusable: {
    message: (name: string, why: string) => `The patch ${name} cannot be used: ${why}.`,
    wayOut: { text: 'Make it anew with `git diff`, against the files that are here.' },
  },
  outputNotWritable: {
    message: (file: string, why: string) => `${file} cannot be written: ${why}.`,
    wayOut: { text: 'Choose another file, or correct its permissions.' },
  },
  baselineUnusable: {
    message: (file: string, why: string) => `The baseline ${file} cannot be used: ${why}.`,
    wayOut: { text: 'Write it anew with --write-baseline.' },
  },
  hookWithoutRepository: {
    message: (folder: string, why: string) => `No hook can be put into ${folder}: ${why}.`,
    wayOut: { text: 'Run this in a git repository with files.' },
  },
  historyUnavailable: {
    message: (folder: string, why: string) => `The history of ${folder} cannot be read: ${why}.`,
    wayOut: { text: 'Name the folder of a Git repository that has a commit.' },
  },
  hookRefused: {
    message: (why: string) => why,
    wayOut: { text: 'Call `latent review --changes=staged --budget 60s` from your own hook instead.' },
  },
  badArgument: {
    message: (what: string) => what,
    wayOut: { text: 'See --help.' },
  },
} as const satisfies Record<string, ErrorEntry>

export type LatentErrorCode = keyof typeof errorTable
export type LatentErrorArguments<C extends LatentErrorCode> = Parameters<(typeof errorTable)[C]['message']>
