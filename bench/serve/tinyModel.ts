import { renameSync } from 'node:fs'
import { writeDeepseek2 } from '../../test/fixtures/deepseek2/model.ts'

/** A random model of a few megabytes, which costs next to nothing: what is left is the server. Its file. */
export async function tinyModel(): Promise<string> {
  const tiny = 'out/bench/tiny.gguf'
  const written = `${tiny}.${process.pid}`
  await writeDeepseek2(written)
  // In its place as a whole: a server that reads the one before would be ended by a file that changes under it.
  renameSync(written, tiny)
  return tiny
}
