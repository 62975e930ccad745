import type { Dataset } from './dataset.ts'
import { datasetVersion, type Example, type Omission, spanKinds, splits } from './examples.ts'

/** A file of the dataset. */
export interface DatasetFile {
  /** `fim.train.jsonl` and the like. */
  readonly name: string
  readonly lines: number
  readonly bytes: number
  /** SHA-256 in hexadecimal. */
  readonly digest: string
}

const kinds = ['fim', 'review', 'verdict'] as const

/** The examples as JSON lines, by the names of their files; a file without examples is not there. */
export function* datasetFiles({ examples }: Dataset): Generator<{ readonly name: string; readonly lines: readonly string[] }> {
  for (const kind of kinds) {
    for (const split of splits) {
      const lines = examples[split].filter((example) => example.kind === kind).map((example) => JSON.stringify(example))
      if (lines.length > 0) yield { name: `${kind}.${split}.jsonl`, lines }
    }
  }
}

/** What is in a dataset and where it comes from: its README.md. English, as data cards are. */
export function dataCard(dataset: Dataset, files: readonly DatasetFile[], latentVersion: string): string {
  const { licence, cut, newest, commits, leftOut } = dataset
  const all = splits.flatMap((split) => dataset.examples[split])
  return `# Training data of a repository

Made by Latent ${latentVersion} (\`latent dataset export\`) from the history of one repository, on the machine where it lies. Form: version ${datasetVersion}.

- Licence of the repository, by its text: ${licence ?? 'none that is known; find out whether you may train on it'}. Files that name another one are left out.
- Commits: ${commits}, the newest ${newest.hash.slice(0, 12)} of ${dayOf(newest.time)}. Files at the newest one: ${dataset.files}.
- Training texts are as of commit ${cut.hash.slice(0, 12)} of ${dayOf(cut.time)}; files that were written later are in \`test\`. Of the older ones every twentieth
  or so is in \`test\` and in \`validation\`, by a hash of its path. No file is in two parts.

## Files

| file | examples | bytes | SHA-256 |
|---|---|---|---|
${files.map(({ name, lines, bytes, digest }) => `| ${name} | ${lines} | ${bytes} | ${digest} |`).join('\n')}

## Examples

| | ${splits.join(' | ')} |
|---|---|---|---|
${kinds.map((kind) => row(kind, dataset, (example) => example.kind === kind)).join('\n')}
${spanKinds.map((span) => row(`fim: ${span}`, dataset, (example) => example.kind === 'fim' && example.span === span)).join('\n')}

Languages: ${languagesOf(all)}.

## Left out

${Object.entries(leftOut)
  .filter(([, count]) => count > 0)
  .map(([why, count]) => `- ${count}: ${reasons[why as Omission]}`)
  .join('\n')}

Secrets are found by the names of files, the formats of known issuers, connection strings, names such as \`apiKey\`, and quoted texts without order. That
finds most and not all: look through the files before they leave your hands. Names and addresses of authors are not in the data, unless
they stand in the code itself or in the first line of a commit's message.
`
}

function row(name: string, { examples }: Dataset, isMeant: (example: Example) => boolean): string {
  return `| ${name} | ${splits.map((split) => examples[split].filter(isMeant).length).join(' | ')} |`
}

const reasons: Readonly<Record<Omission, string>> = {
  secretFile: 'files that hold secrets by their names',
  secretText: 'examples with what looks like a key, a token or a password',
  generated: 'generated files',
  vendored: 'files in folders with code of others',
  ignored: 'files that .gitignore or .latentignore excludes',
  otherLicence: 'files under another licence than the repository',
  notText: 'files that are no text, or too large',
  copiedFile: 'files of which at least 85 % of the word sequences are those of another',
  exactDuplicate: 'examples that are there already, but for white space',
  nearDuplicate: 'examples that share at least 85 % of their word sequences with another',
  acrossTime: 'fixes in training files that are newer than the training texts',
}

function languagesOf(examples: readonly Example[]): string {
  const counts = new Map<string, number>()
  for (const { language } of examples) counts.set(language, (counts.get(language) ?? 0) + 1)
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return sorted.map(([language, count]) => `${language} ${count}`).join(', ') || 'none'
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
