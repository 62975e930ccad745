import { Command } from 'commander'
import { TeamRuleBook } from '../context/teamRules/teamRules.ts'
import type { Engine } from '../engine/engine.ts'
import { calibrationOf } from '../features/review/calibration.ts'
import type { Observer } from '../features/review/observation.ts'
import { uncheckedLine } from '../features/review/teamRules/modelRules.ts'
import { leftOutLines, teamRuleObservers } from '../features/review/teamRules/teamRuleObservers.ts'
import { VerdictCache } from '../features/review/teamRules/verdictCache.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { workspaceRoot } from './input/files.ts'
import { schemaVersion } from './output/report.ts'
import { listRules, ruleTable } from './output/ruleList.ts'
import { optionTexts } from './texts/options.ts'
import { rulesTexts } from './texts/rules.ts'

/** `latent rules`: what a team asks of its code, as its files say it. */
export function rulesCommand(host: Pick<Host, 'workingFolder' | 'out' | 'language'>): Command {
  const say = rulesTexts[host.language]
  return new Command('rules').description(say.description).addCommand(
    new Command('list')
      .description(say.list)
      .option('--json', optionTexts[host.language].json)
      .addHelpText('after', say.examples)
      .action(async (options: { json?: boolean }) => {
        const root = await workspaceRoot(host.workingFolder)
        const listed = listRules(await new TeamRuleBook(root).read())
        const report = { schemaVersion, folder: root, ...listed }
        host.out.write(options.json ? printableJson(report, 2) : printable(ruleTable(root, listed, host.language)))
      }),
  )
}

/**
 * What a review of files below `root` looks for because the team asks for it. `tell` gets a line for each thing that is not checked, before
 * anything else is printed. Rejects with the engine's error.
 */
export async function ruleObservers(
  root: string,
  engine: Pick<Engine, 'info'>,
  tell: (line: string) => void,
): Promise<readonly Observer[]> {
  const stated = await new TeamRuleBook(root).read()
  const { calibrationKey } = await engine.info()
  const unchecked = uncheckedLine(stated.rules, calibrationOf(calibrationKey))
  if (unchecked !== undefined) tell(unchecked)
  for (const line of leftOutLines(stated)) tell(line)
  return teamRuleObservers(stated, { verdicts: new VerdictCache(), tell: () => undefined })
}
