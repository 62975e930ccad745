import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { extensionPrograms } from '../../scripts/bundling.mjs'

export interface LaterVersion {
  /** The extension's program, to be put in the place of the packed one. */
  readonly program: string
  dispose(): void
}

/** The extension as a later version might be, in which settings have moved: all is as it is but for its list of moves. `moves` is that list as code. */
export async function laterVersion(moves: string): Promise<LaterVersion> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-later-'))
  const program = join(folder, 'extension.cjs')
  await build({
    ...extensionPrograms,
    entryPoints: { extension: 'client/extension.ts' },
    outdir: folder,
    plugins: [
      ...extensionPrograms.plugins,
      {
        name: 'later-moves',
        setup: ({ onLoad }) =>
          onLoad({ filter: /protocol.settingMoves\.ts$/ }, () => ({
            contents: `export const settingMoves = ${moves}`,
            loader: 'ts',
          })),
      },
    ],
  })
  return { program, dispose: () => rmSync(folder, { recursive: true, force: true }) }
}
