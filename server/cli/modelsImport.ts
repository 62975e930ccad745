import { Command, Option } from 'commander'
import { type ImportWay, importModel } from '../models/importModel.ts'
import { gib } from '../protocol/byteSize.ts'
import { printable } from '../protocol/printable.ts'
import { type ModelsIo, storeOf } from './modelNames.ts'
import { modelsTexts } from './texts/models.ts'

/** `latent models import FILE`. */
export function importCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  const ways: readonly ImportWay[] = ['auto', 'hardlink', 'copy', 'symlink']
  return new Command('import')
    .description(say.import)
    .argument('<file>', say.importFile)
    .option('--name <name>', say.importName)
    .addOption(new Option('--by <way>', say.importWay).choices(ways).default('auto'))
    .addHelpText('after', say.importHelp)
    .action(async (file: string, flags: { name?: string; by: ImportWay }) => {
      const name = flags.name === undefined ? {} : { name: flags.name }
      const imported = await importModel(file, storeOf(io), { way: flags.by, ...name }, io.interruption())
      io.err.write(printable(`${say.imported[imported.way](imported.path, gib(imported.bytes, 2))}\n`))
      io.out.write(printable(`${imported.model}\n`))
    })
}
