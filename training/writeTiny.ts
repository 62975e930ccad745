// Writes the tiny random deepseek2 model of the tests in both layouts, for `prove.sh`: legacy.gguf, whose weights become those that are trained,
// and mla.gguf, the same weights as Latent loads them.
import { join } from 'node:path'
import { writeDeepseek2 } from '../test/fixtures/deepseek2/model.ts'

const [folder = '.'] = process.argv.slice(2)
for (const layout of ['legacy', 'mla'] as const) await writeDeepseek2(join(folder, `${layout}.gguf`), { layout, weights: 'f32' })
