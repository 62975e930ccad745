import { expect, it } from 'vitest'
import { requireWholeFile } from '../../../server/lsp/reviewable.ts'

it('A cell of a notebook is refused with the reason; files and untitled documents are not', () => {
  expect(() => requireWholeFile('vscode-notebook-cell:/a.ipynb#W0')).toThrow(/cell of a notebook cannot be reviewed/)
  requireWholeFile('file:///a.py')
  requireWholeFile('untitled:Untitled-1')
})
