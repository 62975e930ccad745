import { describe, expect, it } from 'vitest'
import { doctorPage } from '../../client/doctorPage.ts'
import type { DoctorResult } from '../../server/protocol/doctor.ts'

const result: DoctorResult = {
  facts: [
    { name: 'Backends', values: ['CUDA: no NVIDIA driver', 'CPU: works with <b>2</b> cores'] },
    { name: 'Speed', values: ['40 tokens/s'] },
  ],
  advice: [{ text: 'Install "it".', command: 'latent.installEnginePack' }, { text: 'Close other programs.' }],
  shareable: 'Backends …',
}
const options = { language: 'en', nonce: 'n0nce', t: (text: string) => text }

describe("The doctor's page", () => {
  it('has each fact in lines, and what to do with a button where a command does it', () => {
    const page = doctorPage(result, options)
    expect(page).toContain('<div>CUDA: no NVIDIA driver</div>')
    expect(page).toContain('data-action="latent.installEnginePack"')
    expect(page.match(/<li>/g)).toHaveLength(2)
    expect(page).toContain('data-action="copy"')
    expect(page).not.toContain('All is well.')
    expect(doctorPage({ ...result, advice: [] }, options)).toContain('<p>All is well.</p>')
  })

  it('shows what drivers and models say as text, never as HTML', () => {
    const page = doctorPage(result, options)
    expect(page).not.toContain('<b>2</b>')
    expect(page).toContain('&#60;b&#62;2&#60;/b&#62; cores')
  })

  it('runs and styles nothing but what carries the nonce, and loads nothing', () => {
    const page = doctorPage(result, options)
    expect(page).toContain("default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'")
    expect(page).not.toMatch(/(?:src|href)=/)
  })
})
