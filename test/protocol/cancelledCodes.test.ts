import { expect, test } from 'vitest'
import { LSPErrorCodes } from 'vscode-languageserver/node'
import { cancelledCodes } from '../../server/protocol/requests.ts'

test('the codes of a cancelled request are those of the protocol', () => {
  expect([...cancelledCodes].sort()).toEqual([LSPErrorCodes.RequestCancelled, LSPErrorCodes.ServerCancelled].sort())
})
