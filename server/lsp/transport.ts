import { type Connection, createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node'

/** The connection to the editor that started this program. Without its editor the program ends. */
export function connect(transport: 'stdio' | 'ipc'): Connection {
  // The library looks for --stdio itself, and then keeps console.log away from the stream that carries LSP.
  if (transport === 'stdio') return createConnection()
  process.on('disconnect', () => process.exit(1))
  return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process))
}
