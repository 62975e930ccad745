import { join } from 'node:path'
import { Command } from 'commander'
import { changeDismissals, readDismissals } from '../context/dismissedFile.ts'
import { dismissalId } from '../features/review/dismissed.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { workspaceRoot } from './input/files.ts'
import { dismissalTable, listDismissals } from './output/dismissalList.ts'
import { schemaVersion } from './output/report.ts'
import { dismissalsTexts } from './texts/dismissals.ts'
import { optionTexts } from './texts/options.ts'

/** `latent dismissals`: which findings nobody wants to see again, and how to see them again. */
export function dismissalsCommand(host: Pick<Host, 'workingFolder' | 'out' | 'language'>): Command {
  const say = dismissalsTexts[host.language]
  return new Command('dismissals')
    .description(say.description)
    .addCommand(
      new Command('list')
        .description(say.list)
        .option('--json', optionTexts[host.language].json)
        .addHelpText('after', say.examples)
        .action((options: { json?: boolean }) => list(options.json === true, host)),
    )
    .addCommand(
      new Command('undo')
        .description(say.undo)
        .argument('<id...>', say.ids)
        .addHelpText('after', say.examples)
        .action((ids: string[]) => undo(ids, host)),
    )
}

async function list(asJson: boolean, host: Pick<Host, 'workingFolder' | 'out' | 'language'>): Promise<void> {
  const root = await workspaceRoot(host.workingFolder)
  const read = await readDismissals(root).catch((error: unknown) => {
    throw LatentError.of('dismissalsUnusable', fileIn(root), reasonOf(error))
  })
  const dismissals = listDismissals(read)
  const report = { schemaVersion, folder: root, dismissals }
  host.out.write(asJson ? printableJson(report, 2) : printable(dismissalTable(root, dismissals, host.language)))
}

/** All of them or none: an id that is not there may be a slip of the hand. */
async function undo(ids: readonly string[], host: Pick<Host, 'workingFolder' | 'out' | 'language'>): Promise<void> {
  const root = await workspaceRoot(host.workingFolder)
  const wanted = new Set(ids)
  let unknown: string | undefined
  try {
    await changeDismissals(root, (before) => {
      const known = new Set(before.map(dismissalId))
      unknown = ids.find((id) => !known.has(id))
      return unknown === undefined ? before.filter((each) => !wanted.has(dismissalId(each))) : before
    })
  } catch (error) {
    throw LatentError.of('dismissalNotUndone', fileIn(root), reasonOf(error))
  }
  if (unknown !== undefined) throw LatentError.of('dismissalUnknown', unknown)
  host.out.write(`${dismissalsTexts[host.language].takenBack(wanted.size)}\n`)
}

function fileIn(root: string): string {
  return join(root, '.latent', 'dismissed.json')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
