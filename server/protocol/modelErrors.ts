import type { ErrorEntry, WayOut } from './errorEntry.ts'

const chooseModel: WayOut = { text: 'Choose another model.', command: 'latent.chooseModel' }
const freeSpace = (otherFolder: string): WayOut => ({
  text: `Free some space by "Latent: Manage Disk Use" or \`latent models remove\`, or set ${otherFolder} to a folder on another disk.`,
  command: 'latent.manageDiskUse',
})

/** Errors around models, their files and downloads, and the backends that run them. */
export const modelErrors = {
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
    message: (model: string, near?: string) =>
      `"${model}" is neither a catalogue name nor the path of a .gguf file${near === undefined ? '' : `; near it is ${near}`}.`,
    wayOut: { text: 'Choose a model; `latent models list` prints the names.', command: 'latent.chooseModel' },
  },
  modelNotKept: {
    message: (name: string) => `The folder of models has nothing called "${name}".`,
    wayOut: { text: '`latent models list` prints what is there.' },
  },
  modelNotPullable: {
    message: (model: string, path: string) =>
      `No checked download of ${model} is known to this version. Its file belongs at ${path}.`,
    wayOut: { text: 'Put a GGUF file there, or choose the path of one.', command: 'latent.chooseModel' },
  },
  modelFileMissing: {
    message: (path: string) => `The model file ${path} does not exist.`,
    wayOut: { text: 'Check the path, or choose a model.', command: 'latent.chooseModel' },
  },
  modelFileUnreadable: {
    message: (path: string, why: string) => `The model file ${path} cannot be read: ${why}.`,
    wayOut: { text: 'Check its permissions, or choose another model.', command: 'latent.chooseModel' },
  },
  modelNotGguf: {
    message: (path: string) => `${path} is not a GGUF model file.`,
    wayOut: { text: 'Name a .gguf file, or choose a model.', command: 'latent.chooseModel' },
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
      `The model file ${path} needs ${needGib} GiB of memory beside the models in use; ${haveGib} GiB are available.`,
    wayOut: {
      text: 'Choose the same model everywhere, or close other windows: it is loaded once there is room.',
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
    wayOut: freeSpace('latent.models.folder or LATENT_MODELS'),
  },
  diskFull: {
    message: (folder: string) => `The disk of ${folder} is full. What arrived is kept.`,
    wayOut: freeSpace('latent.models.folder or LATENT_MODELS'),
  },
  folderNotWritable: {
    message: (folder: string, why: string) => `The folder ${folder} cannot be written: ${why}.`,
    wayOut: { text: 'Correct its permissions, or set LATENT_MODELS to another folder.' },
  },
  folderNotReadable: {
    message: (folder: string, why: string) => `The folder of models ${folder} cannot be read: ${why}.`,
    wayOut: {
      text: 'Correct its permissions, or set latent.models.folder, on the command line LATENT_MODELS, to another folder.',
      command: 'workbench.action.openSettings',
    },
  },
  folderGone: {
    message: (folder: string) => `The folder ${folder} was moved or removed meanwhile, and what had arrived with it.`,
    wayOut: { text: 'Set latent.models.folder to where the models are now, and start again: it goes on where it stopped.' },
  },
  modelNotPlannable: {
    message: (model: string, why: string) => `The memory of ${model} cannot be told from its header: ${why}.`,
    wayOut: { text: 'Load it and look: `latent doctor --model` prints what it takes.' },
  },
  modelHeaderUnreachable: {
    message: (file: string, why: string) => `The header of ${file} could not be read from the model hub: ${why}.`,
    wayOut: { text: 'Check the network, or plan without --online by the numbers of the catalogue.' },
  },
  modelsFolderMissing: {
    message: (folder: string) => `The folder of models ${folder} is not there.`,
    wayOut: {
      text: 'Connect its disk, or set latent.models.folder, on the command line LATENT_MODELS, to where it is now.',
      command: 'workbench.action.openSettings',
    },
  },
  ownEntriesUnusable: {
    message: (path: string, why: string) => `The models in ${path} cannot be used: ${why}.`,
    wayOut: { text: 'Correct that file; docs/models.md shows its form.' },
  },
  importRefused: {
    message: (path: string, why: string) => `${path} was not imported: ${why}.`,
    wayOut: { text: 'Give another --name, or use the file where it is by its path.' },
  },
  convertRefused: {
    message: (path: string, why: string) => `${path} was not converted: ${why}.`,
    wayOut: { text: '`latent models plan` says which layout a file has; a newer conversion of the model is used as it is.' },
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
    wayOut: freeSpace('LATENT_DATA'),
  },
  backendUnavailable: {
    message: (backend: string, why: string) => `The backend ${backend} cannot be used: ${why}.`,
    wayOut: {
      text: 'Set latent.engine.gpu to "auto"; `latent doctor` tries it anew and says what helps.',
      command: 'workbench.action.openSettings',
    },
  },
} as const satisfies Record<string, ErrorEntry>
