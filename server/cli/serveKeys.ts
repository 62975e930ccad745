import { join } from 'node:path'
import { Command } from 'commander'
import { userDataFolder } from '../models/userData.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Keys } from '../serve/keys.ts'
import type { Host } from './host.ts'
import { wholeNumber } from './input/numbers.ts'
import { table } from './output/columns.ts'
import { serveTexts } from './texts/serve.ts'

/** The file with the keys' hashes, in the user's own folder. */
export async function keysOf(host: Host): Promise<Keys> {
  // Loaded here, because the other subcommands do without.
  const { Keys } = await import('../serve/keys.ts')
  return new Keys(join(userDataFolder(host.env), 'serve', 'keys.json'), host.now)
}

/** `latent serve keys`: who may use a server. */
export function keysCommand(host: Host): Command {
  return new Command('keys')
    .description(serveTexts[host.language].keys)
    .addCommand(addCommand(host))
    .addCommand(listCommand(host))
    .addCommand(removeCommand(host))
}

interface AddOptions {
  readonly perMinute?: number
  readonly atOnce?: number
}

function addCommand(host: Host): Command {
  const say = serveTexts[host.language]
  return new Command('add')
    .description(say.addKey)
    .argument('<name>', say.keyName)
    .option('--per-minute <n>', say.perMinute, wholeNumber('--per-minute', 1, 1_000_000))
    .option('--at-once <n>', say.keyParallel, wholeNumber('--at-once', 1, 10_000))
    .action(async (name: string, { perMinute, atOnce }: AddOptions) => {
      if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(name))
        throw LatentError.of('badArgument', {
          en: 'The name of a key is letters, digits, and . _ @ -',
          zh: '密钥名称由字母、数字和 . _ @ - 组成',
        })
      const limits = {
        ...(perMinute === undefined ? {} : { requestsPerMinute: perMinute }),
        ...(atOnce === undefined ? {} : { parallel: atOnce }),
      }
      const key = await (await keysOf(host)).add(name, limits, new Date().toISOString())
      host.err.write(`${printable(say.added(name))}\n`)
      host.out.write(`${key}\n`)
    })
}

function listCommand(host: Host): Command {
  const say = serveTexts[host.language]
  return new Command('list').description(say.listKeys).action(async () => {
    const keys = await (await keysOf(host)).list()
    if (keys.length === 0) return void host.err.write(`${say.noKeys}\n`)
    const rows = keys.map(({ name, createdAt, requestsPerMinute, parallel }) => [
      name,
      createdAt,
      String(requestsPerMinute ?? say.usual),
      String(parallel ?? say.usual),
    ])
    host.out.write(`${printable(table([say.columns, ...rows]).join('\n'))}\n`)
  })
}

function removeCommand(host: Host): Command {
  const say = serveTexts[host.language]
  return new Command('remove')
    .description(say.removeKey)
    .argument('<name>', say.keyName)
    .action(async (name: string) => {
      await (await keysOf(host)).remove(name)
      host.out.write(`${printable(say.removed(name))}\n`)
    })
}
