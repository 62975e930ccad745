import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The programs that the editor tests drive. */
export interface Tools {
  /** The Node that code-server asks for; Latent's own tests may run on another. */
  readonly node: string
  /** code-server's entry script. */
  readonly codeServer: string
  readonly chromium: string
}

const bench = join('.cache', 'editor-bench')

/** Where the tools are: named by the environment, or installed by `node scripts/editorBench.mjs`. `undefined` when one is missing. */
export function findTools(environment: NodeJS.ProcessEnv = process.env): Tools | undefined {
  const node = environment.LATENT_NODE24 ?? join(bench, 'node24/node_modules/node/bin/node')
  const codeServer = environment.LATENT_CODE_SERVER ?? join(bench, 'code-server/node_modules/code-server/out/node/entry.js')
  const chromium = environment.LATENT_CHROMIUM ?? onPath(environment, ['chromium', 'chromium-browser', 'google-chrome'])
  if (chromium === undefined || ![node, codeServer, chromium].every((path) => existsSync(path))) return undefined
  return { node, codeServer, chromium }
}

function onPath(environment: NodeJS.ProcessEnv, names: readonly string[]): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}
