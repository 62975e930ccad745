import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LanguageClient } from '../completion/systems/languageClient.ts'
import { share } from '../review/intervals.ts'
import { aligned, shareText } from '../review/layout.ts'
import type { ActionCase, ActionLanguage } from './actionCases/actionCase.ts'
import { actionSets, type SetName } from './actionCases/all.ts'
import { answerTo } from './actionRun.ts'
import { projectSettings } from './actionTypes.ts'
import { type Answer, type Outcome, outcomes, type Verdict, verdictOf } from './actionVerdict.ts'
import type { EditBench } from './options.ts'

interface ActionRecord extends Verdict {
  readonly set: SetName
  readonly kind: string
  readonly language: ActionLanguage
  readonly name: string
  readonly isTrap: boolean
  readonly answer: Answer
  readonly seconds: number
}

/** Code actions of the built language server, beside the engine: in each set 40 places where one belongs and 20 traps. */
export const actionsBench: EditBench = async ({ model, enginePath, gpu, only, sets }) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-bench-')))
  writeFileSync(join(folder, 'tsconfig.json'), projectSettings)
  const settings = { model, engine: { gpu }, language: 'en' }
  const client = await LanguageClient.start(join(dirname(enginePath), 'server.js'), settings)
  const records: ActionRecord[] = []
  try {
    const all = sets.flatMap((set) => actionSets[set].map((each) => ({ set, each })))
    for (const [index, { set, each }] of all.entries()) {
      if (!nameOf(each).includes(only)) continue
      const started = performance.now()
      const answer = await answerTo(each, index, client, folder)
      const seconds = (performance.now() - started) / 1000
      const { kind, language, name } = each
      const record = { set, kind, language, name, isTrap: isTrap(each), ...verdictOf(each, answer), answer, seconds }
      records.push(record)
      console.error(`${nameOf(each)}: ${record.outcome}${record.why === undefined ? '' : `, ${firstLine(record.why)}`}`)
    }
  } finally {
    await client.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  mkdirSync('out/bench', { recursive: true })
  writeFileSync('out/bench/edit-actions.json', `${JSON.stringify({ model, records }, undefined, 1)}\n`)
  for (const set of sets) {
    const some = records.filter((record) => record.set === set)
    if (some.length > 0) report(set, some)
  }
}

function report(set: SetName, records: readonly ActionRecord[]): void {
  console.log(`The ${set} set\n`)
  console.log(aligned([['kind', 'cases', ...outcomes], ...tallied(records, ({ kind }) => kind)]))
  console.log(`\n${aligned([['language', 'cases', ...outcomes], ...tallied(records, ({ language }) => language)])}\n`)
  const places = records.filter((each) => !each.isTrap)
  const traps = records.filter((each) => each.isTrap)
  const counted = (some: readonly ActionRecord[], outcome: Outcome) =>
    shareText(share(some.filter((each) => each.outcome === outcome).length, some.length))
  console.log(`places: applied and correct ${counted(places, 'correct')}`)
  console.log(`all: wrongly applied ${counted(records, 'wrong')}`)
  console.log(`traps: refused rightly ${counted(traps, 'refusedRightly')}`)
  console.log(`traps that are not even in the menu: ${traps.filter(({ answer }) => answer.kind === 'notOffered').length}\n`)
  for (const record of records.filter(({ outcome }) => outcome !== 'correct'))
    console.log(
      `${record.outcome}: ${nameOf(record)}${record.isTrap ? ' (trap)' : ''}${record.why === undefined ? '' : `\n  ${firstLine(record.why)}`}`,
    )
}

/** A row for each value of the key in its first order, and one for all. */
function tallied(records: readonly ActionRecord[], key: (record: ActionRecord) => string): readonly (readonly string[])[] {
  const row = (name: string, some: readonly ActionRecord[]) => [
    name,
    `${some.length}`,
    ...outcomes.map((outcome) => `${some.filter((each) => each.outcome === outcome).length}`),
  ]
  const names = [...new Set(records.map(key))]
  return [
    ...names.map((name) =>
      row(
        name,
        records.filter((each) => key(each) === name),
      ),
    ),
    row('all', records),
  ]
}

function nameOf({ kind, language, name }: Pick<ActionCase, 'kind' | 'language' | 'name'>): string {
  return `${kind} ${language} "${name}"`
}

function isTrap({ expected }: ActionCase): boolean {
  return expected.kind === 'refused'
}

/** The line that names the error, where a program's output has one, else the first. */
function firstLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /Error\b/.test(line)) ?? lines[0] ?? '').trim()
}
