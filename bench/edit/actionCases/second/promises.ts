import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const promises: readonly ActionCase[] = [
  {
    name: 'a method that ends with finally',
    kind: 'refactor.rewrite.async',
    language: 'typescript',
    text: `export interface Connection {
  query(sql: string): Promise<readonly { readonly id: number }[]>
  release(): void
}

export class Repository {
  constructor(private readonly connect: () => Promise<Connection>) {}

  [||]idsOf(table: string): Promise<number[]> {
    return this.connect().then((connection) =>
      connection
        .query(\`select id from \${table}\`)
        .then((rows) => rows.map((row) => row.id))
        .finally(() => connection.release()),
    )
  }
}
`,
    test: `
const events = []
const connection = { query: async (sql) => { if (sql.endsWith('gone')) throw new Error('no table'); return [{ id: 1 }, { id: 2 }] }, release: () => events.push('released') }
const repository = new subject.Repository(async () => connection)
assert.deepEqual(await repository.idsOf('users'), [1, 2])
await assert.rejects(repository.idsOf('gone'), /no table/)
assert.deepEqual(events, ['released', 'released'])
`,
    expected: {
      kind: 'applied',
      has: [/async idsOf\(/, /await this\.connect\(\)/, /finally \{/],
      lacks: [/\.then\(/, /\.finally\(/],
      solution: [
        ['  idsOf(table', '  async idsOf(table'],
        [
          `    return this.connect().then((connection) =>
      connection
        .query(\`select id from \${table}\`)
        .then((rows) => rows.map((row) => row.id))
        .finally(() => connection.release()),
    )
`,
          `    const connection = await this.connect()
    try {
      const rows = await connection.query(\`select id from \${table}\`)
      return rows.map((row) => row.id)
    } finally {
      connection.release()
    }
`,
        ],
      ],
    },
  },
  withCrLf({
    name: 'a chain with a step in between, with Windows line ends',
    kind: 'refactor.rewrite.async',
    language: 'javascript',
    text: `/** Fetches a forecast; the service gives Kelvin. */
export function [||]forecast(fetchJson, city) {
  return fetchJson(\`/geo?city=\${encodeURIComponent(city)}\`)
    .then((place) => fetchJson(\`/weather/\${place.id}\`))
    .then((weather) => {
      // 服务返回开尔文。
      const celsius = weather.kelvin - 273
      return { city, celsius, isFreezing: celsius < 0 }
    })
}
`,
    test: `
const fetchJson = async (path) => (path === '/geo?city=M%C3%BCnchen' ? { id: 7 } : path === '/weather/7' ? { kelvin: 270 } : undefined)
assert.deepEqual(await subject.forecast(fetchJson, 'München'), { city: 'München', celsius: -3, isFreezing: true })
await assert.rejects(subject.forecast(fetchJson, 'Ulm'), TypeError)
`,
    expected: {
      kind: 'applied',
      has: [/async function forecast/, /服务返回开尔文/, /Fetches a forecast/],
      lacks: [/\.then\(/, /[^\r]\n/],
      solution: [
        ['export function forecast', 'export async function forecast'],
        [
          `  return fetchJson(\`/geo?city=\${encodeURIComponent(city)}\`)
    .then((place) => fetchJson(\`/weather/\${place.id}\`))
    .then((weather) => {
      // 服务返回开尔文。
      const celsius = weather.kelvin - 273
      return { city, celsius, isFreezing: celsius < 0 }
    })
`,
          `  const place = await fetchJson(\`/geo?city=\${encodeURIComponent(city)}\`)
  const weather = await fetchJson(\`/weather/\${place.id}\`)
  // 服务返回开尔文。
  const celsius = weather.kelvin - 273
  return { city, celsius, isFreezing: celsius < 0 }
`,
        ],
      ],
    },
  }),
]
