import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const earlyReturns: readonly ActionCase[] = [
  {
    name: 'the rest of a handler',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'typescript',
    text: `export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Storage {
  put(key: string, bytes: Uint8Array): Promise<string>
}

const largest = 5 * 1024

export async function store(upload: Upload, storage: Storage, log: (line: string) => void): Promise<string | undefined> {
  [||]if (upload.bytes.length > 0 && upload.bytes.length <= largest) {
    const key = upload.name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')
    // The key may come back with a number where the name was taken.
    const stored = await storage.put(key, upload.bytes)
    log(\`stored \${stored}\`)
    return stored
  } else {
    log(\`refused \${upload.name}\`)
    return undefined
  }
}
`,
    test: `
const lines = []
const storage = { put: async (key) => key + '-1' }
assert.equal(await subject.store({ name: 'My Photo.png', bytes: new Uint8Array(3) }, storage, (line) => lines.push(line)), 'my-photo.png-1')
assert.equal(await subject.store({ name: 'empty', bytes: new Uint8Array(0) }, storage, (line) => lines.push(line)), undefined)
assert.equal(await subject.store({ name: 'big', bytes: new Uint8Array(9000) }, storage, (line) => lines.push(line)), undefined)
assert.deepEqual(lines, ['stored my-photo.png-1', 'refused empty', 'refused big'])
`,
    expected: {
      kind: 'applied',
      has: [/^ {2}(const key|log\(`refused)/m, /The key may come back/],
      lacks: [/\belse\b/],
      solution: [
        [
          '  if (upload.bytes.length > 0 && upload.bytes.length <= largest) {\n',
          `  if (upload.bytes.length === 0 || upload.bytes.length > largest) {
    log(\`refused \${upload.name}\`)
    return undefined
  }
`,
        ],
        [
          "    const key = upload.name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')\n",
          "  const key = upload.name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')\n",
        ],
        ['    // The key', '  // The key'],
        ['    const stored =', '  const stored ='],
        [
          `    log(\`stored \${stored}\`)
    return stored
  } else {
    log(\`refused \${upload.name}\`)
    return undefined
  }
`,
          `  log(\`stored \${stored}\`)
  return stored
`,
        ],
      ],
    },
  },
  withCrLf({
    name: 'a body within a callback, with Windows line ends',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'javascript',
    text: `export function subscribe(socket, store) {
  socket.on('message', (message) => {
    [||]if (message.channel === store.channel && message.version > store.version) {
      store.version = message.version
      // 只保留最新的一百条。
      store.messages = [...store.messages, message.text].slice(-100)
      store.onChange()
    }
  })
}
`,
    test: `
let listener
const store = { channel: 'news', version: 1, messages: [], changes: 0, onChange() { this.changes += 1 } }
subject.subscribe({ on: (_event, run) => { listener = run } }, store)
listener({ channel: 'news', version: 2, text: 'a' })
listener({ channel: 'news', version: 2, text: 'b' })
listener({ channel: 'other', version: 3, text: 'c' })
assert.deepEqual([store.version, store.messages, store.changes], [2, ['a'], 1])
`,
    expected: {
      kind: 'applied',
      has: [/\breturn\b/, /^ {4}store\.version = /m, /只保留最新的一百条/],
      lacks: [/[^\r]\n/],
      solution: [
        [
          '    if (message.channel === store.channel && message.version > store.version) {\n',
          '    if (message.channel !== store.channel || !(message.version > store.version)) return\n',
        ],
        ['      store.version =', '    store.version ='],
        ['      // 只', '    // 只'],
        ['      store.messages =', '    store.messages ='],
        ['      store.onChange()\n    }\n', '    store.onChange()\n'],
      ],
    },
  }),
  {
    name: 'a body and an else that raises',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'python',
    text: `def charge(account, amount, ledger):
    """Takes an amount from an account and writes it down."""
    [||]if amount > 0:
        fee = max(1, amount // 100)
        if account["balance"] >= amount + fee:
            account["balance"] -= amount + fee
            ledger.append((account["id"], amount, fee))
            return True
        ledger.append((account["id"], 0, 0))
        return False
    else:
        raise ValueError("an amount is more than nothing")
`,
    test: `
account = {"id": "a1", "balance": 300}
ledger = []
assert charge(account, 200, ledger) is True
assert charge(account, 200, ledger) is False
assert account["balance"] == 98
assert ledger == [("a1", 200, 2), ("a1", 0, 0)]
try:
    charge(account, 0, ledger)
    raise AssertionError("it was charged")
except ValueError as error:
    assert str(error) == "an amount is more than nothing"
`,
    expected: {
      kind: 'applied',
      has: [/^ {4}(fee = |raise ValueError)/m],
      lacks: [/\belse\b/],
      solution: [
        ['    if amount > 0:\n', '    if amount <= 0:\n        raise ValueError("an amount is more than nothing")\n'],
        ['        fee = max', '    fee = max'],
        ['        if account["balance"]', '    if account["balance"]'],
        ['            account["balance"] -=', '        account["balance"] -='],
        [
          '            ledger.append((account["id"], amount, fee))\n            return True\n        ledger.append((account["id"], 0, 0))\n        return False\n    else:\n        raise ValueError("an amount is more than nothing")\n',
          '        ledger.append((account["id"], amount, fee))\n        return True\n    ledger.append((account["id"], 0, 0))\n    return False\n',
        ],
      ],
    },
  },
]
