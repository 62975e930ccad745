import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RegistrationParams } from 'vscode-languageserver/node'
import { register } from '../../../server/lsp/registrations.ts'
import { RelatedWorkspace } from './relatedWorkspace.ts'

let workspace: RelatedWorkspace
const registered: { method: string; options: unknown }[] = []
beforeEach(() => {
  workspace = new RelatedWorkspace({})
  registered.length = 0
  workspace.client.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations.map(({ method, registerOptions }) => ({ method, options: registerOptions })))
    return null
  })
})
afterEach(() => workspace.close())

it('A client that can is asked to watch ignore files and source files, and to tell of settings', async () => {
  await register(workspace.server, { dynamicConfiguration: true, watchedFiles: true })
  expect(registered).toEqual([
    { method: 'workspace/didChangeConfiguration', options: { section: 'latent' } },
    {
      method: 'workspace/didChangeWatchedFiles',
      options: {
        watchers: [{ globPattern: '**/.{git,latent}ignore' }, { globPattern: expect.stringMatching(/^\*\*\/\*\{\.ts,.*\.cs,/) }],
      },
    },
  ])
})

it('A client that cannot is not asked', async () => {
  await register(workspace.server, { dynamicConfiguration: false, watchedFiles: false })
  expect(registered).toEqual([])
})
