import { describe, expect, it } from 'vitest'
import { catalogue, entryNamed } from '../../server/models/catalogue.ts'

describe('the catalogue', () => {
  it('names each model once, in lower case', () => {
    const names = catalogue.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].map((name) => name.toLowerCase()))
  })

  it('has a digest for whatever can be downloaded', () => {
    for (const { file, sources } of catalogue) {
      if (sources.length > 0) expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('pins the hub to a revision, and asks it before its mirror and the registry', () => {
    const sources = entryNamed('starter')?.sources ?? []
    expect(sources.map(({ kind }) => kind)).toEqual(['hub', 'mirror', 'registry'])
    for (const source of sources) if ('url' in source) expect(source.url).toMatch(/^https:.*\/resolve\/[0-9a-f]{40}\//)
  })

  it('has packages that make up the whole file', () => {
    const starter = entryNamed('starter')
    const registry = starter?.sources.find((source) => source.kind === 'registry')
    const sum = registry?.parts.reduce((bytes, part) => bytes + part.bytes, 0)
    expect(sum).toBe(starter?.file?.bytes)
  })
})
