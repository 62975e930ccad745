import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What the bundler tells of a program that it made. */
interface BundledProgram {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>
}
/** By the program's path. */
export type BundledPrograms = Readonly<Record<string, BundledProgram>>

/** Bundles the programs of the checkout `root` into `folder`, without source maps, and tells what each is made of. */
export function bundleInto(folder: string, root: string): BundledPrograms {
  const metafile = `${folder}.meta.json`
  execFileSync(process.execPath, [join(root, 'esbuild.mjs'), '--outdir', folder, '--metafile', metafile], { cwd: root })
  const { outputs }: { outputs: BundledPrograms } = JSON.parse(readFileSync(metafile, 'utf8'))
  return outputs
}

/** Folders of the packages of which `programs` (file names such as `cli.js`) hold at least a byte, sorted. */
export function bundledPlaces(outputs: BundledPrograms, programs: ReadonlySet<string>): readonly string[] {
  const inputs = Object.entries(outputs)
    .filter(([path]) => programs.has(basename(path)))
    .flatMap(([, output]) => Object.entries(output.inputs))
  const places = inputs.flatMap(([path, { bytesInOutput }]) => {
    const [place] = /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
    return place === undefined || bytesInOutput === 0 ? [] : [place]
  })
  return [...new Set(places)].sort()
}
