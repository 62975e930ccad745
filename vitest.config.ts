import { defineConfig } from 'vitest/config'

// One project for each kind of test, because they differ in what they need: nothing, the built engine and a model, an editor.
const project = (name: string, include: string[], timeoutSeconds: number, setup: string[] = []) => ({
  test: {
    name,
    include,
    setupFiles: setup,
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: Math.max(timeoutSeconds, 60) * 1000,
    // Tests with a model share two cores: one file at a time.
    fileParallelism: name === 'unit',
  },
})

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        ['test/{protocol,context,features,models,engine/unit,client,layers,bench}/**/*.test.ts', 'test/*.test.ts'],
        20,
      ),
      project('engine', ['test/engine/*.test.ts'], 180),
      project('lsp', ['test/lsp/**/*.test.ts'], 240),
      project('cli', ['test/cli/**/*.test.ts'], 240),
      project('e2e', ['test/e2e/**/*.test.ts'], 300),
    ],
  },
})
