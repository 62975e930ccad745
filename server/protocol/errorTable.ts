/** A way out that a user can take: a sentence, and the client command that does it where there is one. */
export interface WayOut {
  readonly text: string
  readonly command?: string
}

/** An error in English. Its Chinese stands in `chinese/errors.ts`, under the same code. */
export interface ErrorEntry {
  // Arguments differ from entry to entry; `LatentErrorArguments` below gives each its own type back.
  readonly message: (...parts: never[]) => string
  readonly wayOut: WayOut
}

const chooseModel: WayOut = { text: 'Choose another model.', command: 'latent.chooseModel' }
const showLog: WayOut = { text: 'Restart the engine, or look at the log.', command: 'latent.restartEngine' }

/** Every error that a user can see. Docs, the status bar and the command line all take their words from here. */
export const errorTable = {
  modelNotChosen: {
    message: () => 'No model is chosen yet.',
    wayOut: { text: 'Choose one in the editor, or set latent.model.', command: 'latent.chooseModel' },
  },
  modelMissing: {
    message: (model: string) => `The model "${model}" is not on this machine yet.`,
    wayOut: {
      text: 'Download it: choose it in the editor, or run `latent models pull` with its name.',
      command: 'latent.chooseModel',
    },
  },
  modelUnknown: {
    message: (model: string) => `"${model}" is neither a catalogue name nor the path of a .gguf file.`,
    wayOut: { text: 'Choose a model; `latent models list` prints the names.', command: 'latent.chooseModel' },
  },
  modelNotPullable: {
    message: (model: string, path: string) =>
      `No checked download of ${model} is known to this version. Its file belongs at ${path}.`,
    wayOut: { text: 'Put a GGUF file there, or choose the path of one.', command: 'latent.chooseModel' },
  },
  modelFileMissing: {
    message: (path: string) => `The model file ${path} does not exist.`,
    wayOut: { text: 'Correct the setting latent.model, or choose a model.', command: 'latent.chooseModel' },
  },
  modelFileUnreadable: {
    message: (path: string, why: string) => `The model file ${path} cannot be read: ${why}.`,
    wayOut: { text: 'Check its permissions, or choose another model.', command: 'latent.chooseModel' },
  },
  modelNotGguf: {
    message: (path: string) => `${path} is not a GGUF model file.`,
    wayOut: { text: 'Point latent.model at a .gguf file, or choose a model.', command: 'latent.chooseModel' },
  },
  modelTruncated: {
    message: (path: string) => `The model file ${path} is incomplete or damaged.`,
    wayOut: { text: 'Remove it and download it again.', command: 'latent.chooseModel' },
  },
  modelTooBig: {
    message: (path: string, needGib: string, haveGib: string) =>
      `The model file ${path} needs ${needGib} GiB of memory; ${haveGib} GiB are available.`,
    wayOut: {
      text: 'Choose a smaller model or quantisation, or a smaller latent.engine.contextSize.',
      command: 'latent.chooseModel',
    },
  },
  modelMemoryInUse: {
    message: (path: string, needGib: string, haveGib: string) =>
      `The model file ${path} needs ${needGib} GiB of memory beside the model that another window uses; ${haveGib} GiB are available.`,
    wayOut: {
      text: 'Choose the same model in all windows, or close the others: it is loaded once there is room.',
      command: 'latent.chooseModel',
    },
  },
  modelLoadFailed: {
    message: (path: string, why: string) => `The model file ${path} could not be loaded: ${why}.`,
    wayOut: chooseModel,
  },
  adapterUnusable: {
    message: (path: string, why: string) => `The adapter ${path} cannot be used: ${why}.`,
    wayOut: {
      text: 'Correct the setting latent.adapters, or take the adapter out of it.',
      command: 'workbench.action.openSettings',
    },
  },
  digestMismatch: {
    message: (file: string, source: string) =>
      `The bytes of ${file} from ${source} do not match the published digest; they were deleted.`,
    wayOut: { text: 'Try again; if it happens twice, use another source.', command: 'latent.chooseModel' },
  },
  noSourceReached: {
    message: (model: string, sources: string, path: string) =>
      `No source of ${model} could be reached (${sources}). Its file belongs at ${path}.`,
    wayOut: { text: 'Connect to the internet, or put the file there by hand.' },
  },
  noSpace: {
    message: (path: string, needGib: string, haveGib: string) =>
      `There is no room for ${path}: the download needs ${needGib} GiB, ${haveGib} GiB are free.`,
    wayOut: { text: 'Free some space, or set LATENT_MODELS to a folder on another disk.' },
  },
  diskFull: {
    message: (folder: string) => `The disk of ${folder} is full. What arrived is kept.`,
    wayOut: { text: 'Free some space, or set LATENT_MODELS to a folder on another disk.' },
  },
  folderNotWritable: {
    message: (folder: string, why: string) => `The folder ${folder} cannot be written: ${why}.`,
    wayOut: { text: 'Correct its permissions, or set LATENT_MODELS to another folder.' },
  },
  folderGone: {
    message: (folder: string) => `The folder ${folder} was moved or removed meanwhile, and what had arrived with it.`,
    wayOut: { text: 'Set latent.models.folder to where the models are now, and start again: it goes on where it stopped.' },
  },
  quantisationUnknown: {
    message: (model: string, quantisation: string, known: string) =>
      `${model} is not had as "${quantisation}"; it is had as ${known}.`,
    wayOut: { text: 'Name one of these after the colon.' },
  },
  licenceNotAccepted: {
    message: (model: string, licence: string, url: string) =>
      `The licence of ${model}, ${licence}, restricts its use (${url}). It was not accepted.`,
    wayOut: {
      text: 'Read it, and if you agree, give --accept-licence, or choose the model in the editor.',
      command: 'latent.chooseModel',
    },
  },
  statisticsNotWritable: {
    message: (file: string, why: string) => `The statistics ${file} cannot be written: ${why}.`,
    wayOut: { text: 'Correct its permissions, or set LATENT_DATA to another folder.' },
  },
  downloadFailed: {
    message: (file: string, why: string) => `The download of ${file} stopped: ${why}. What arrived is kept.`,
    wayOut: { text: 'Start it again; it goes on where it stopped.', command: 'latent.chooseModel' },
  },
  platformPackageMissing: {
    message: (platform: string) => `This installation has no inference engine for ${platform}.`,
    wayOut: { text: "Install Latent's package for this platform." },
  },
  enginePackNotOffered: {
    message: (pack: string, platform: string) => `This version has no engine pack "${pack}" for ${platform}.`,
    wayOut: { text: 'The backends that come with Latent work without one; `latent engine list` prints what there is.' },
  },
  enginePackMissing: {
    message: (pack: string) => `The engine pack "${pack}" is not installed.`,
    wayOut: { text: '`latent engine list` prints the packs and their state.' },
  },
  noSpaceForPack: {
    message: (pack: string, needGib: string, haveGib: string) =>
      `There is no room for the engine pack ${pack}: it needs ${needGib} GiB, ${haveGib} GiB are free.`,
    wayOut: { text: 'Free some space, or set LATENT_DATA to a folder on another disk.' },
  },
  backendUnavailable: {
    message: (backend: string, why: string) => `The backend ${backend} cannot be used: ${why}.`,
    wayOut: {
      text: 'Set latent.engine.gpu to "auto"; `latent doctor` says more.',
      command: 'workbench.action.openSettings',
    },
  },
  remoteAddress: {
    message: (url: string) => `"${url}" is no address of a server.`,
    wayOut: { text: 'Set latent.remote.url to one that begins with http:// or https://.' },
  },
  remoteUnreachable: {
    message: (server: string, why: string) => `The model server ${server} cannot be reached: ${why}.`,
    wayOut: { text: 'Start it or correct latent.remote.url, or choose a model on this machine.', command: 'latent.chooseModel' },
  },
  remoteKeyRefused: {
    message: (server: string) => `The model server ${server} does not accept the key.`,
    wayOut: { text: 'Put the right one into the variable that latent.remote.apiKeyEnv names.' },
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
  engineGivenUp: {
    message: (times: number) => `The inference engine stopped ${times} times in a row.`,
    wayOut: showLog,
  },
  promptTooLong: {
    message: (tokens: number, contextSize: number) => `The request has ${tokens} tokens, the context holds ${contextSize}.`,
    wayOut: { text: 'Raise latent.engine.contextSize, or select less text.', command: 'workbench.action.openSettings' },
  },
  grammarInvalid: { message: (why: string) => `The grammar of a request is not valid: ${why}.`, wayOut: showLog },
  engineFailed: { message: (why: string) => `The inference engine failed: ${why}.`, wayOut: showLog },
  untrusted: {
    message: (what: string) => `${what} is off in an untrusted workspace; completions work.`,
    wayOut: { text: 'Trust this workspace first.', command: 'workbench.trust.manage' },
  },
  notReviewable: {
    message: (path: string, why: string) => `${path} cannot be reviewed: ${why}.`,
    wayOut: { text: 'Open a text file of at most 2 MB.' },
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
  findingUnknown: {
    message: (id: string) => `No review of this connection found "${id}".`,
    wayOut: { text: 'Review the file again.' },
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
