import { type SmallExtension, smallExtension } from './smallExtension.ts'

/**
 * A language pack that makes VS Code's language Simplified Chinese. It translates nothing of VS Code itself, so that what is Chinese in the
 * window comes from Latent.
 */
export function chineseLanguagePack(): Promise<SmallExtension> {
  const translations = [{ id: 'vscode', path: './vscode.json' }]
  const localization = {
    languageId: 'zh-cn',
    languageName: 'Chinese Simplified',
    localizedLanguageName: '中文(简体)',
    translations,
  }
  const manifest = { name: 'language-pack', categories: ['Language Packs'], contributes: { localizations: [localization] } }
  return smallExtension(manifest, { 'vscode.json': JSON.stringify({ version: '1.0.0', contents: {} }) })
}
