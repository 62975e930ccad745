import type { TaskFile } from './task.ts'

export const accounts: TaskFile = {
  path: 'src/accounts.ts',
  text: `export interface Account {
  readonly owner: string
  readonly balance: number
  readonly frozen: boolean
}

export interface Transfer {
  readonly from: string
  readonly to: string
  readonly amount: number
}

export type Book = Readonly<Record<string, Account>>

/** Opens an account with nothing on it. */
export function open(book: Book, id: string, owner: string): Book {
  return { ...book, [id]: { owner, balance: 0, frozen: false } }
}

/** Puts money on an account. */
export function deposit(account: Account, amount: number): Account {
  return { ...account, balance: account.balance + amount }
}

/** Takes money from an account. */
export function withdraw(account: Account, amount: number): Account {
  if (amount > account.balance) {
    throw new Error('not enough money')
  }
  return { ...account, balance: account.balance - amount }
}

/** Moves money from one account to another. */
export function transfer(book: Book, { from, to, amount }: Transfer): Book {
  const source = book[from]
  const target = book[to]
  if (source === undefined || target === undefined) {
    throw new Error('unknown account')
  }
  return { ...book, [from]: withdraw(source, amount), [to]: deposit(target, amount) }
}

/** Accounts of one person. */
export function accountsOf(book: Book, owner: string): string[] {
  const ids: string[] = []
  for (const [id, account] of Object.entries(book)) {
    if (account.owner === owner) {
      ids.push(id)
    }
  }
  return ids
}

/** Interest for a year, in the account's money. */
export function interest(account: Account, percent: number): number {
  return (account.balance * percent) / 100
}
`,
  tasks: [
    {
      id: 'accounts/open',
      symbol: 'open',
      instruction: 'Throw an Error when there is an account with this id already.',
      solution: [['  return {', "  if (book[id] !== undefined) throw new Error('account exists')\n  return {"]],
      test: `
const book = subject.open({}, 'a', 'Ann')
assert.deepEqual(book, { a: { owner: 'Ann', balance: 0, frozen: false } })
assert.throws(() => subject.open(book, 'a', 'Bob'), Error)
`,
    },
    {
      id: 'accounts/withdraw',
      symbol: 'withdraw',
      instruction: 'Refuse with an Error when the account is frozen.',
      solution: [['  if (amount', "  if (account.frozen) throw new Error('the account is frozen')\n  if (amount"]],
      test: `
const account = { owner: 'Ann', balance: 10, frozen: false }
assert.equal(subject.withdraw(account, 4).balance, 6)
assert.throws(() => subject.withdraw(account, 40), Error)
assert.throws(() => subject.withdraw({ ...account, frozen: true }, 4), Error)
`,
    },
    {
      id: 'accounts/accountsOf',
      symbol: 'accountsOf',
      instruction: 'Add an optional third parameter minimum with default 0: only accounts with at least this balance.',
      solution: [
        ['owner: string)', 'owner: string, minimum = 0)'],
        ['account.owner === owner', 'account.owner === owner && account.balance >= minimum'],
      ],
      test: `
const book = { a: { owner: 'Ann', balance: 5, frozen: false }, b: { owner: 'Ann', balance: 0, frozen: false }, c: { owner: 'Bob', balance: 9, frozen: false } }
assert.deepEqual(subject.accountsOf(book, 'Ann'), ['a', 'b'])
assert.deepEqual(subject.accountsOf(book, 'Ann', 5), ['a'])
`,
    },
    {
      id: 'accounts/interest',
      symbol: 'interest',
      instruction: '结果四舍五入到两位小数。',
      solution: [['(account.balance * percent) / 100', 'Math.round(account.balance * percent) / 100']],
      test: `
const account = { owner: 'Ann', balance: 333, frozen: false }
assert.equal(subject.interest(account, 1.4), 4.66)
assert.equal(subject.interest({ ...account, balance: 1234 }, 1.37), 16.91)
`,
    },
  ],
}
