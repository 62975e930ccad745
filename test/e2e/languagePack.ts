import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes Simplified Chinese a language of VS Code, as if its language pack were installed. Nothing of VS Code itself is translated, so that
 * what is Chinese in the window comes from Latent. `data` is the editor's data folder.
 */
export function addChinese(data: string): void {
  mkdirSync(data, { recursive: true })
  const vscode = join(data, 'chinese.json')
  writeFileSync(vscode, JSON.stringify({ version: '1.0.0', contents: {} }))
  const packs = {
    'zh-cn': {
      hash: 'latent',
      label: '中文(简体)',
      extensions: [{ extensionIdentifier: { id: 'test.chinese' }, version: '1.0.0' }],
      translations: { vscode },
    },
  }
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify(packs))
}
