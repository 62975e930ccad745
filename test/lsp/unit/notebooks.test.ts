import { expect, it } from 'vitest'
import { Notebooks } from '../../../server/lsp/notebooks.ts'

const notebook = 'file:///a.ipynb'
const cell = (id: string) => ({ uri: `vscode-notebook-cell:/a.ipynb#${id}`, languageId: 'python' })
const uris = (...ids: string[]) => ids.map((id) => cell(id).uri)

it('Cells know each other in the order of their notebook', () => {
  const notebooks = new Notebooks()
  notebooks.set({ notebook, cells: [cell('1'), cell('2')] })
  expect(notebooks.cellsOf(cell('2').uri)).toEqual(uris('1', '2'))
  expect(notebooks.notebookOf(cell('2').uri)).toBe(notebook)
})

it('A cell that was moved or taken out is where it is now', () => {
  const notebooks = new Notebooks()
  notebooks.set({ notebook, cells: [cell('1'), cell('2'), cell('3')] })
  notebooks.set({ notebook, cells: [cell('3'), cell('1')] })
  expect(notebooks.cellsOf(cell('1').uri)).toEqual(uris('3', '1'))
  expect(notebooks.cellsOf(cell('2').uri)).toEqual([])
})

it('Of a closed notebook and of other documents nothing is known', () => {
  const notebooks = new Notebooks()
  notebooks.set({ notebook, cells: [cell('1')] })
  notebooks.set({ notebook: 'file:///b.ipynb', cells: [{ uri: 'vscode-notebook-cell:/b.ipynb#1', languageId: 'python' }] })
  notebooks.set({ notebook, cells: [] })
  expect(notebooks.cellsOf(cell('1').uri)).toEqual([])
  expect(notebooks.cellsOf('file:///a.py')).toEqual([])
  expect(notebooks.cellsOf('vscode-notebook-cell:/b.ipynb#1')).toHaveLength(1)
})
