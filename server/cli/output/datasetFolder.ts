import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DatasetFile, dataCard, datasetFiles } from '../../features/dataset/card.ts'
import type { Dataset } from '../../features/dataset/dataset.ts'
import { datasetVersion } from '../../features/dataset/examples.ts'
import type { Bilingual } from '../../protocol/displayLanguage.ts'
import { LatentError } from '../../protocol/errors.ts'
import { isRecord } from '../../protocol/record.ts'
import { datasetTexts } from '../texts/dataset.ts'
import { notWritable } from './replaceFile.ts'

/** Tells an export from any other folder, and programs what is in it. */
const manifestName = 'dataset.json'

/** Rejects with outputNotWritable where a folder is something else than an earlier export, or not empty. */
export async function requireDatasetFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw notWritable(folder, error)
  })
  if (names.length > 0 && !(await isExport(folder))) throw LatentError.of('outputNotWritable', folder, both('notOurs'))
}

/** Writes a dataset beside its final place and puts it there at once, so that nobody ever reads half of it. Rejects with outputNotWritable. */
export async function writeDataset(dataset: Dataset, folder: string, latentVersion: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}.tmp`
  try {
    await mkdir(draft, { recursive: true })
    const files: DatasetFile[] = []
    for (const { name, lines } of datasetFiles(dataset)) {
      const bytes = Buffer.from(`${lines.join('\n')}\n`)
      const digest = createHash('sha256').update(bytes).digest('hex')
      files.push({ name, lines: lines.length, bytes: bytes.length, digest })
      await writeFile(join(draft, name), bytes)
    }
    const { commits, cut, newest, licence } = dataset
    const manifest = { latentDataset: datasetVersion, licence, commits, cut: cut.hash, newest: newest.hash, files }
    await writeFile(join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`)
    await writeFile(join(draft, 'README.md'), dataCard(dataset, files, latentVersion))
    // Code of a repository does not belong into that repository a second time.
    await writeFile(join(draft, '.gitignore'), '*\n')
    await requireDatasetFolder(folder)
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error instanceof LatentError ? error : notWritable(folder, error)
  }
}

async function isExport(folder: string): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, manifestName), 'utf8'))
    return isRecord(manifest) && typeof manifest.latentDataset === 'number'
  } catch {
    return false
  }
}

function both(name: 'notOurs'): Bilingual {
  return { en: datasetTexts.en[name], zh: datasetTexts.zh[name] }
}
