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

const examples = `
Dismissals stand in .latent/dismissed.json, which a team may commit. They are made in the editor.

Exit codes: 0, or 2 when the file cannot be used or has no such dismissal.
`

/** `latent dismissals`: which findings nobody wants to see again, and how to see them again. */
export function dismissalsCommand(host: Pick<Host, 'workingFolder' | 'out'>): Command {
  return new Command('dismissals')
    .description('show and take back what was dismissed')
    .addCommand(
      new Command('list')
        .description('print each dismissal with its id, what it covers and why')
        .option('--json', 'print an object')
        .addHelpText('after', examples)
        .action((options: { json?: boolean }) => list(options.json === true, host)),
    )
    .addCommand(
      new Command('undo')
        .description('take dismissals back')
        .argument('<id...>', 'ids as printed by list')
        .addHelpText('after', examples)
        .action((ids: string[]) => undo(ids, host)),
    )
}

async function list(asJson: boolean, host: Pick<Host, 'workingFolder' | 'out'>): Promise<void> {
  const root = await workspaceRoot(host.workingFolder)
  const read = await readDismissals(root).catch((error: unknown) => {
    throw LatentError.of('dismissalsUnusable', fileIn(root), reasonOf(error))
  })
  const dismissals = listDismissals(read)
  host.out.write(
    asJson ? printableJson({ schemaVersion, folder: root, dismissals }, 2) : printable(dismissalTable(root, dismissals)),
  )
}

/** All of them or none: an id that is not there may be a slip of the hand. */
async function undo(ids: readonly string[], host: Pick<Host, 'workingFolder' | 'out'>): Promise<void> {
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
  host.out.write(`${wanted.size === 1 ? '1 dismissal' : `${wanted.size} dismissals`} taken back.\n`)
}

function fileIn(root: string): string {
  return join(root, '.latent', 'dismissed.json')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
