import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { ownEngineOnly, testServer } from './test/lsp/onServer.ts'

// Programs that the tests start share an engine with each other, never with the user's editor, and leave the user's saved states alone. The last of
// them ends it.
const env = {
  LATENT_RUNTIME: join(tmpdir(), `latent-tests-${process.pid}`),
  LATENT_STATES: join(tmpdir(), `latent-tests-${process.pid}`, 'states'),
}

// One project for each kind of test, because they differ in what they need: nothing, the built engine and a model, an editor.
const project = (name: string, include: string[], timeoutSeconds: number, exclude: string[] = []) => ({
  test: {
    name,
    include,
    exclude: [...configDefaults.exclude, ...exclude],
    env,
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: Math.max(timeoutSeconds, 60) * 1000,
    // What is polled for comes as soon as the machine is able to; Vitest gives up after a second, which a busy one can take for a key.
    expect: { poll: { timeout: name === 'unit' ? 1_000 : 30_000 } },
    // Tests with a model share two cores: one file at a time.
    fileParallelism: name === 'unit',
  },
})

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        [
          'test/{protocol,context,features,models,serve,engine/unit,client,layers,bench,deploy,packaging}/**/*.test.ts',
          'test/*.test.ts',
        ],
        20,
      ),
      project('engine', ['test/engine/*.test.ts'], 180),
      project('lsp', ['test/lsp/**/*.test.ts'], 240, testServer === undefined ? [] : Object.keys(ownEngineOnly)),
      project('cli', ['test/cli/**/*.test.ts'], 240),
      project('editors', ['test/editors/*.test.ts'], 300),
      project('e2e', ['test/e2e/**/*.test.ts'], 300),
    ],
  },
})
