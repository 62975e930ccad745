/**
 * The address of a server that the tests ask in place of the model on this machine: `LATENT_TEST_SERVER`, a server with the starter's weights that is
 * named by family and size (`Qwen2.5-Coder-0.5B-Instruct`), so that its reviews are calibrated as on this machine. Undefined in a usual run.
 */
export const testServer: string | undefined = process.env.LATENT_TEST_SERVER || undefined

/** What the tested model is called where answers name it: a server has its own name for it. */
export const testedName: RegExp = testServer === undefined ? /^starter$/ : /^starter$|qwen2\.5-coder-0\.5b/i

/** A test's settings, with the server in place of the starter model where one is tested. No model stands in for it, so that nothing passes by that. */
export function onServer(settings: Record<string, unknown>): Record<string, unknown> {
  if (testServer === undefined || settings.model !== 'starter') return settings
  return { ...settings, model: 'remote', remote: { url: testServer, fallback: '' } }
}

/** The files of tests that say nothing of a server, and why: a run with `LATENT_TEST_SERVER` leaves them out. */
export const ownEngineOnly: Readonly<Record<string, string>> = {
  'test/lsp/adapters.test.ts': 'adapters are files on this machine; those of a server are its own business',
  'test/lsp/definitions.test.ts': 'has a tiny model of its own: what is asked of the editor does not depend on it',
  'test/lsp/diskUse.test.ts': 'models on the disk',
  'test/lsp/engine.test.ts': 'the process of the engine on this machine: killed, unloaded, restarted',
  'test/lsp/keepState.test.ts': 'what the engine on this machine has read, kept on the disk',
  'test/lsp/machine.test.ts': 'backends and engine packs of this machine',
  'test/lsp/noConnection.test.ts': 'shows that no connection is opened, which a server is for',
  'test/lsp/randomEdits.test.ts': 'has a tiny model of its own: what it looks for is in the language server',
  'test/lsp/remote.test.ts': 'starts servers of its own',
  'test/lsp/roles.test.ts': 'two models on this machine',
  'test/lsp/sharedEngine.test.ts': 'one engine process for several windows',
  'test/lsp/switching.test.ts': 'from one model on this machine to another',
  'test/lsp/typeCheckThread.test.ts': 'no model',
  'test/lsp/unit/**': 'no model',
  'test/lsp/vulkan.test.ts': 'a backend of this machine',
}
