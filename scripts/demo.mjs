// `npm run demo`: set-up, then completions and a review on the files of demo/, or with `--editor` the same files in VS Code.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, run, setUp } from './setup.mjs'

const help = `Usage: npm run demo [-- OPTIONS]

Sets up what is missing, then shows three completions and a review of demo/review/orders.ts.

  --editor       open demo/ in VS Code with the extension loaded
  --model MODEL  another model: a catalogue name or the path of a .gguf file
  --no-color     no colours, as with NO_COLOR
  --help         this text`

const words = process.argv.slice(2)
if (words.includes('--help') || words.includes('-h')) {
  console.log(help)
} else {
  await setUp({ model: true })
  process.exitCode = words.includes('--editor') ? openEditor() : await showInTerminal()
}

function showInTerminal() {
  return run(process.execPath, ['dist/cli.js', 'demo', 'demo', ...words], { stdio: 'inherit' })
}

function openEditor() {
  // `code` is a shell script, and on Windows a command file that only a shell starts; every word here is our own.
  const windows = process.platform === 'win32'
  const quoted = (path) => (windows ? `"${path}"` : path)
  const args = [`--extensionDevelopmentPath=${quoted(root)}`, quoted(join(root, 'demo'))]
  const opened = spawnSync('code', args, { stdio: 'inherit', shell: windows })
  if (opened.status === 0) return 0
  console.error(
    "VS Code's command `code` is not on the PATH. In VS Code run \"Shell Command: Install 'code' command in PATH\", then try again.",
  )
  return 1
}
