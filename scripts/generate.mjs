// Writes what repeats the tables of settings and commands, and what the memory plan says of usual cards: parts of package.json,
// package.nls*.json, docs/settings.md and docs/gpus.md.
// `--check` writes nothing and fails when a file differs from what would be written.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { settingsTable } = await load('server/protocol/settings.ts')
const { largestAdapterWeight } = await load('server/protocol/settingKinds.ts')
const { clientCommands, manifestTexts } = await load('client/manifest.ts')
const { bestRows } = await load('server/cli/output/planTable.ts')
const { usualCards } = await load('server/models/plan/cards.ts')

const settings = Object.entries(settingsTable)
const commands = Object.entries(clientCommands)
const files = {
  'package.json': json('package.json', manifest()),
  'package.nls.json': json('package.nls.json', texts('en')),
  'package.nls.zh-cn.json': json('package.nls.zh-cn.json', texts('zh')),
  'docs/settings.md': settingsPage(),
  'docs/gpus.md': gpusPage(),
}

if (process.argv.includes('--check')) {
  const different = Object.entries(files).filter(([path, content]) => read(path) !== content)
  for (const [path] of different) console.error(`${path} differs from the tables; run \`npm run generate\`.`)
  process.exitCode = different.length === 0 ? 0 : 1
} else {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

/** Node 20 does not read TypeScript, so a table is bundled in memory first. */
async function load(path) {
  const bundled = await build({ entryPoints: [join(root, path)], bundle: true, write: false, format: 'esm', platform: 'node' })
  return import(`data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].contents).toString('base64')}`)
}

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

/** JSON as the formatter leaves it, so that `npm run check` and this script agree. */
function json(path, value) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: `${JSON.stringify(value, null, 2)}\n`,
    encoding: 'utf8',
  })
}

/** The page as it is, with the table of cards as the memory plan has it now. */
function gpusPage() {
  const head = ['Card', 'Model', 'Context', 'Cache', 'Takes', 'Speed, expected']
  const rows = [head, head.map(() => '---'), ...bestRows(usualCards, {}, 'en')]
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return read('docs/gpus.md').replace(/(<!-- cards: .*? -->\n)[\s\S]*(<!-- \/cards -->)/, `$1\n${table}\n\n$2`)
}

function manifest() {
  const current = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    ...current,
    contributes: {
      ...current.contributes,
      commands: commands.map(([id, { enablement, icon }]) => ({
        command: id,
        title: `%${commandKey(id)}%`,
        category: 'Latent',
        ...(enablement === undefined ? {} : { enablement }),
        ...(icon === undefined ? {} : { icon }),
      })),
      configuration: {
        title: 'Latent',
        properties: Object.fromEntries(
          settings.map(([name, setting], order) => [`latent.${name}`, property(name, setting, order)]),
        ),
      },
    },
  }
}

function property(name, setting, order) {
  return {
    ...schema(setting),
    default: setting.default,
    scope: setting.scope,
    order,
    markdownDescription: `%${settingKey(name)}%`,
  }
}

function schema(setting) {
  switch (setting.kind) {
    case 'choice':
      return { type: 'string', enum: setting.choices }
    case 'switches':
      return { type: 'object', additionalProperties: { type: 'boolean' } }
    case 'list':
      return { type: 'array', items: { type: 'string' } }
    case 'adapters':
      return { type: 'array', items: adapterSchema() }
    case 'integer':
    case 'number':
      return { type: setting.kind, minimum: setting.minimum, maximum: setting.maximum }
    default:
      return { type: setting.kind }
  }
}

function adapterSchema() {
  const weight = { type: 'number', minimum: 0, maximum: largestAdapterWeight, default: 1 }
  return { type: 'object', required: ['path'], additionalProperties: false, properties: { path: { type: 'string' }, weight } }
}

function texts(language) {
  return Object.fromEntries([
    ...Object.entries(manifestTexts).map(([key, text]) => [key, text[language]]),
    ...commands.map(([id, { title }]) => [commandKey(id), title[language]]),
    ...settings.map(([name, { text }]) => [settingKey(name), text[language]]),
  ])
}

function commandKey(id) {
  return id.replace(/^latent\./, 'command.')
}

function settingKey(name) {
  return `setting.${name}`
}

function settingsPage() {
  const rows = settings.map(
    ([name, setting]) =>
      `| \`latent.${name}\` | ${values(setting)} | ${value(setting.default)} | ${setting.scope} | ${setting.text.en.replaceAll('|', '\\|')} |`,
  )
  return `# Settings

<!-- Written by \`npm run generate\` from server/protocol/settings.ts. -->

| setting | values | default | scope | meaning |
|---|---|---|---|---|
${rows.join('\n')}

The scope says where VS Code takes a setting from:

- \`machine\`: the user's settings of the machine that the engine runs on. A workspace cannot set it, so that a repository can neither choose the file that is loaded nor where code goes.
- \`window\` and \`resource\`: also a workspace; \`resource\` also a single folder of it.
- \`language-overridable\`: also for one language, for example \`"[python]": { "latent.completion.enabled": false }\`.

Other editors hand the same settings over as \`initializationOptions\` or by \`workspace/configuration\`, section \`latent\`, with or without nesting.
A value of the wrong type or out of range is named in the log and the default is used.
`
}

function values(setting) {
  switch (setting.kind) {
    case 'choice':
      return setting.choices.map(value).join(', ')
    case 'switches':
      return 'true or false by language id'
    case 'list':
      return 'texts in their order'
    case 'adapters':
      return `objects with \`path\` and \`weight\` (0 to ${largestAdapterWeight})`
    case 'integer':
    case 'number':
      return `${setting.minimum} to ${setting.maximum}`
    case 'boolean':
      return 'true, false'
    default:
      return 'text'
  }
}

function value(given) {
  return `\`${typeof given === 'string' && given !== '' ? given : JSON.stringify(given)}\``
}
