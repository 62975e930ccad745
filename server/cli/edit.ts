import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Command } from 'commander'
import { createTwoFilesPatch } from 'diff'
import { answerRefactoring } from '../context/localRefactorings.ts'
import { refactoringsBy } from '../context/refactorings.ts'
import { RootedTypeChecker } from '../context/rootedTypeChecker.ts'
import { editByInstruction } from '../features/edit/instruct/edit.ts'
import type { EditOutcome, Proposal } from '../protocol/edits.ts'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { GlobalOptions, Host, OpenModel } from './host.ts'
import { type CodeFile, codeFileAt } from './input/codeFile.ts'
import { isOutside, shownPath } from './input/files.ts'
import { parseLineRange, rangeOfLines } from './input/lineRange.ts'
import { wholeNumber } from './input/numbers.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { figuresInWords } from './output/figures.ts'
import { notWritable, replaceFile } from './output/replaceFile.ts'
import { schemaVersion } from './output/report.ts'
import { editTexts } from './texts/edit.ts'
import { optionTexts } from './texts/options.ts'

export interface EditOptions extends GlobalOptions {
  readonly range: string
  readonly instruction: string
  readonly attempt: number
  readonly write?: boolean
  readonly json?: boolean
  readonly model?: string
}

/** `latent edit`: has lines of a file rewritten by an instruction. */
export function editCommand(host: Host): Command {
  const say = editTexts[host.language]
  return new Command('edit')
    .description(say.description)
    .argument('<FILE>', say.file)
    .requiredOption('--range <A-B>', say.range)
    .requiredOption('--instruction <text>', say.instruction)
    .option('--attempt <n>', say.attempt, wholeNumber('--attempt', 0, 9), 0)
    .option('--write', say.write)
    .option('--json', say.json)
    .option('--model <model>', optionTexts[host.language].model)
    .addHelpText('after', say.examples)
    .action(async (file: string, _options, command: Command) => {
      process.exitCode = await edit(file, command.optsWithGlobals(), host)
    })
}

async function edit(path: string, options: EditOptions, host: Host): Promise<ExitCode> {
  const lines = parseLineRange(options.range)
  if (options.instruction.trim() === '')
    throw LatentError.of('badArgument', { en: '--instruction says nothing.', zh: '--instruction 是空的。' })
  const code = await codeFileAt(path, host.workingFolder)
  const { file, root, source } = code
  const range = rangeOfLines(lines, path, source)
  // Refused before the model works for nothing.
  if (isForPrograms(options, host) && isOutside(host.workingFolder, file)) throw outside(path, root, file)

  const signal = host.interruption()
  const model = await host.openModel(options.model)
  try {
    const { parser, typeChecker } = await model.reviewDeps(root)
    const checker = new RootedTypeChecker(root)
    const uses = refactoringsBy(async (of, question) => answerRefactoring(checker, of, question))
    const deps = { engine: model.engine, parser, uses, ...(typeChecker === undefined ? {} : { typeChecker }) }
    const ask = { source, range, instruction: options.instruction, attempt: options.attempt }
    const outcome = await editByInstruction(ask, deps, () => {}, signal)
    signal.throwIfAborted()
    const shown = shownPath(file, host.workingFolder)
    if (options.write && outcome.kind === 'proposed') await write(code, shown, outcome.proposal)
    print(outcome, shown, code, options, model, host)
    return outcome.kind === 'proposed' ? exitCode.clean : exitCode.findings
  } finally {
    await model.close()
  }
}

function print(outcome: EditOutcome, path: string, code: CodeFile, options: EditOptions, model: OpenModel, host: Host): void {
  const figures = model.takeFigures()
  if (options.json) {
    const written = options.write === true && outcome.kind === 'proposed'
    host.out.write(printableJson({ schemaVersion, path, written, ...outcome, stats: figures }))
    return
  }
  if (outcome.kind === 'refused') {
    const reason = inLanguage(outcome.reason, host.language)
    host.err.write(`latent: ${printable(editTexts[host.language].unchanged(path, reason))}\n`)
    return
  }
  const patch = patchOf(path, code, outcome.proposal)
  host.out.write(host.out.isTTY ? readable(patch) : patch)
  for (const note of outcome.proposal.notes) host.err.write(`${printable(inLanguage(note, host.language))}\n`)
  host.err.write(`${figuresInWords(figures, host.language)}\n`)
}

/** Whether the diff is what counts, and not for the eye. */
function isForPrograms({ json, write }: EditOptions, { out }: Host): boolean {
  return json !== true && write !== true && !out.isTTY
}

/** `git apply` changes nothing outside of the folder that it runs in, and takes no path with `..`. */
function outside(path: string, root: string, file: string): LatentError {
  const folder = isOutside(root, file) ? dirname(file) : root
  return LatentError.of('badArgument', {
    en: `${path} is outside of the current folder, where \`git apply\` would refuse the diff: run this in ${folder}, or with --write.`,
    zh: `${path} 在当前文件夹之外，\`git apply\` 会拒绝该 diff：请在 ${folder} 中运行，或使用 --write。`,
  })
}

/** What `git apply` takes: every byte of the file's lines is in it, a byte order mark and carriage returns, too. */
function patchOf(path: string, { source, mark }: CodeFile, proposal: Proposal): string {
  const after = mark + source.textAfter(proposal.edits)
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, mark + source.text, after, undefined, undefined, { context: 3 })
  // `git apply` knows no line of equals signs.
  return patch.replace(/^=+\n/, '')
}

/** A patch for the eye: without what ends its lines or begins its file, and without control sequences. */
function readable(patch: string): string {
  return patch
    .split('\n')
    .map((line) => printable(line.replace(/\r$/, '').replace(/^([ +-])\ufeff/, '$1')))
    .join('\n')
}

/** Writes where the file still has the text that the edit is for. Rejects with badArgument and outputNotWritable. */
async function write({ file, source, mark }: CodeFile, shown: string, proposal: Proposal): Promise<void> {
  try {
    // A link stays one: what it points to is written.
    const place = await realpath(file)
    const now = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(place))
    if (now !== mark + source.text)
      throw LatentError.of('badArgument', {
        en: `${shown} changed meanwhile; nothing was written.`,
        zh: `${shown} 在此期间已改变，未写入任何内容。`,
      })
    await replaceFile(place, mark + source.textAfter(proposal.edits), (await stat(place)).mode & 0o777)
  } catch (error) {
    throw isLatentError(error) ? error : notWritable(shown, error)
  }
}
