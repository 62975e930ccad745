import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Neovim } from './neovim.ts'
import { editorProgram, rightLine, typed, wrongLine } from './scene.ts'

const program = editorProgram('nvim')

describe.skipIf(program === undefined)('Neovim with the set-up of docs/editors.md', () => {
  let neovim: Neovim
  beforeAll(async () => {
    neovim = new Neovim(program ?? '')
    await neovim.until('the server', "vim.lsp.get_clients({ name = 'latent', bufnr = 0 })[1].initialized")
  })
  afterAll(async () => {
    await neovim.stop()
  })

  it('shows a completion as ghost text, and Tab takes it', async () => {
    await neovim.keys(`8Go${typed}`)
    await neovim.until(
      'ghost text',
      "#vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_get_namespaces()['nvim.lsp.inline_completion'], 0, -1, {}) > 0",
    )
    expect(await neovim.lua<string>('vim.fn.getline(9)')).toMatch(/^\s+retu$/)
    await neovim.keys('<Tab>')
    const line = await neovim.until<string>('the completion', "vim.fn.getline(9):match('urn') and vim.fn.getline(9)")
    expect(line).toMatch(/^\s+return left \+ right;?$/)
    await neovim.keys('<Esc>')
  })

  it('reviews the file with the documented key and publishes the finding as a diagnostic', async () => {
    await neovim.keys('gg\\r')
    const [found] = await neovim.until<readonly object[]>('a finding', '#vim.diagnostic.get(0) > 0 and vim.diagnostic.get(0)')
    expect(found).toMatchObject({ lnum: 4, code: 'bug.wrong-variable', source: 'latent' })
  })

  it('mends the finding by a code action', async () => {
    expect(await neovim.lua('vim.fn.getline(5)')).toBe(wrongLine)
    await neovim.keys('5G32|')
    await neovim.takeAction('Replace `minutes` with `seconds`')
    await neovim.until('the fix', `vim.fn.getline(5) ~= ${JSON.stringify(wrongLine)}`)
    expect(await neovim.lua('vim.fn.getline(5)')).toBe(rightLine)
    await neovim.until('the finding to go', '#vim.diagnostic.get(0) == 0')
    await neovim.keys(':write<CR>')
    await neovim.until('the file to be written', 'not vim.bo.modified')
    expect(neovim.scene.saved()).toContain(rightLine)
  })
})
