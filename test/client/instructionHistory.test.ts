import { describe, expect, it } from 'vitest'
import { instructionChoices, keptInstructions, withInstruction } from '../../client/instructionHistory.ts'

describe('Kept instructions', () => {
  it('are those that were stored, and nothing else that may be there', () => {
    expect(keptInstructions(['add types', 3, null, 'use a map'])).toEqual(['add types', 'use a map'])
    expect(keptInstructions({ 0: 'add types' })).toEqual([])
    expect(keptInstructions(undefined)).toEqual([])
  })

  it('have the newest on top, once', () => {
    expect(withInstruction(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c'])
  })

  it('are thirty at most', () => {
    const many = Array.from({ length: 40 }, (_, index) => `change ${index}`)
    expect(keptInstructions(many)).toHaveLength(30)
    expect(withInstruction(many, 'new')).toHaveLength(30)
    expect(withInstruction(many, 'new')[0]).toBe('new')
  })
})

describe('The choices of the box', () => {
  it('are the earlier ones while nothing is typed', () => {
    expect(instructionChoices(['a', 'b'], '  ')).toEqual(['a', 'b'])
  })

  it('have what is typed first, so that Enter takes it', () => {
    expect(instructionChoices(['add types', 'add'], ' add ')).toEqual(['add', 'add types'])
  })
})
