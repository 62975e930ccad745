import { availableParallelism } from 'node:os'
import { catalogue, readCatalogueName } from './catalogue.ts'
import { fileOf, usualFile } from './catalogueEntry.ts'
import { type KeptMeasurement, MeasurementStore } from './measurementStore.ts'
import { candidatesOf } from './plan/choose.ts'
import type { Processor } from './plan/machine.ts'
import { bytesReadPerToken, processorOf } from './plan/processor.ts'

/** This machine's processor: by what `latent bench` measured with a model of the catalogue, else by its cores. */
export async function thisProcessor(env: NodeJS.ProcessEnv): Promise<Processor> {
  return processorBy(await new MeasurementStore(env).all(), availableParallelism())
}

/** The same by measurements as they are kept, by model and backend. Of several the fastest counts: others had company. */
export function processorBy(measurements: ReadonlyMap<string, KeptMeasurement>, cores: number): Processor {
  const measured = [...measurements].flatMap(([key, { generatedTokensPerSecond }]) => {
    const [name, backend] = key.split(' ')
    const bytes = backend === 'cpu' && name !== undefined ? readBytesOf(name) : undefined
    return bytes === undefined || generatedTokensPerSecond <= 0 ? [] : [generatedTokensPerSecond * bytes]
  })
  return measured.length === 0 ? processorOf(cores) : { bytesPerSecond: Math.max(...measured) }
}

/** Of a model of the catalogue; where its name does not tell the quantisation, of the usual one. */
function readBytesOf(name: string): number | undefined {
  const named = readCatalogueName(name, catalogue)
  if (named === undefined) return undefined
  const { entry, quantisation } = named
  const file = quantisation === undefined ? usualFile(entry) : fileOf(entry, quantisation)
  const candidate = candidatesOf(entry).find((each) => each.file === file)
  return candidate === undefined ? undefined : bytesReadPerToken(candidate.model)
}
