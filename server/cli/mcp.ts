import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { SyntaxParser } from '../context/parser.ts'
import { WorkspaceFiles } from '../context/workspaceFiles.ts'
import type { McpDeps } from '../mcp/deps.ts'
import type { LatentError } from '../protocol/errors.ts'
import type { GlobalOptions, Host } from './host.ts'
import { dismissedIn } from './input/dismissed.ts'
import { latentVersion } from './input/installation.ts'
import { folderAt, rootAround } from './input/roots.ts'
import { LazyModel } from './lazyModel.ts'
import { tellError } from './output/errorLine.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { mcpTexts } from './texts/mcp.ts'
import { optionTexts } from './texts/options.ts'

export interface McpOptions extends GlobalOptions {
  readonly root?: readonly string[]
  readonly model?: string
}

/** `latent mcp`: the tools of a review for agents and other clients of the Model Context Protocol. */
export function mcpCommand(host: Host): Command {
  const say = mcpTexts[host.language]
  return new Command('mcp')
    .description(say.description)
    .option('--root <folder>', say.root, (folder: string, before: readonly string[] = []) => [...before, folder])
    .option('--model <model>', optionTexts[host.language].model)
    .addHelpText('after', say.examples)
    .action(async (_options, command: Command) => {
      process.exitCode = await mcp(command.optsWithGlobals(), host)
    })
}

/** Serves until the client closes the input. */
async function mcp(options: McpOptions, host: Host): Promise<ExitCode> {
  const roots = await Promise.all((options.root ?? ['.']).map((folder) => folderAt(folder, host.workingFolder)))
  // Loaded here, because the other subcommands do without.
  const { serve } = await import('../mcp/serve.ts')
  const model = new LazyModel(options.model, host)
  try {
    await serve(depsOf(roots, await latentVersion(host.programFolder), model, host), host.in, host.out, host.interruption())
    return exitCode.clean
  } finally {
    await model.close()
  }
}

function depsOf(roots: readonly string[], version: string, model: LazyModel, host: Host): McpDeps {
  let parser: Promise<SyntaxParser> | undefined
  const tell = (error: LatentError) => tellError(error, host)
  return {
    version,
    roots,
    files: () => new WorkspaceFiles(roots, { open: () => undefined }),
    rootOf: (uri) => rootAround(fileURLToPath(uri), roots),
    model: () => model.open(),
    parser: () => {
      parser ??= SyntaxParser.create()
      return parser
    },
    dismissed: (root) => dismissedIn(root, tell),
  }
}
