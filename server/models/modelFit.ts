import { type CatalogueEntry, type CatalogueFile, sizeOf } from './catalogueEntry.ts'
import { fitOfBytes, fitOfCandidate, type ModelFit } from './choice.ts'
import { candidatesOf } from './plan/choose.ts'
import { headOfFile, modelOfFiles } from './plan/fileModel.ts'
import type { Machine } from './plan/machine.ts'
import type { Wishes } from './plan/plan.ts'
import { partsOf } from './splitFiles.ts'

/** How a file that is here fits, by its own header; by its size where that does not tell. */
export async function fitOfFile(path: string, bytes: number, machine: Machine, wishes: Wishes): Promise<ModelFit> {
  const read = await modelOfFiles(path, partsOf(path).map(headOfFile)).catch(() => undefined)
  if (read?.kind !== 'known') return fitOfBytes(bytes, machine)
  return fitOfCandidate({ quantisation: read.quantisation, model: read.model }, machine, wishes)
}

/** How a file of the catalogue fits before it is here, by the catalogue's numbers; by its size where they are not known. */
export function fitOfEntry(entry: CatalogueEntry, file: CatalogueFile | undefined, machine: Machine, wishes: Wishes): ModelFit {
  const candidate = candidatesOf(entry).find((each) => each.file === file)
  return candidate === undefined ? fitOfBytes(sizeOf(file), machine) : fitOfCandidate(candidate, machine, wishes)
}
