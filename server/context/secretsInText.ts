import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { OffsetSpan } from './cuts.ts'

/**
 * Where keys, tokens and passwords stand in a text, in its order: the formats of known issuers and connection strings by secretlint's
 * recommended rules; texts that are assigned to a name such as `apiKey`; and quoted texts without an order, as keys are. Rather one too many:
 * for what leaves a repository it is better to leave out a harmless line.
 */
export async function secretsIn(text: string): Promise<readonly OffsetSpan[]> {
  const known = await issuedSecretsIn(text)
  return [...known, ...namedSecrets(text), ...disorderedTexts(text)].sort((a, b) => a.startOffset - b.startOffset)
}

/** The surer part of it: private keys, and what has the format of a known issuer's keys and tokens. */
export async function issuedSecretsIn(text: string): Promise<readonly OffsetSpan[]> {
  const source = { filePath: '/text', ext: '', content: text, contentType: 'text' } as const
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }]
  const { messages } = await lintSource({ source, options: { noPhysicFilePath: true, config: { rules } } })
  return messages.map(({ range: [startOffset, endOffset] }) => ({ startOffset, endOffset }))
}

/** `password = "…"`, `'api-key': '…'`: a literal of some length without blanks behind a name that says what it is. */
const named =
  /(?:pass(?:word|wd|phrase)?|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|client[_-]?secret|bearer)["'`\]]?\s*(?:[:=]|=>|:=)\s*(?:[a-z]*\()?["'`]([^\s"'`$<>{}]{8,})["'`]/gi

function namedSecrets(text: string): readonly OffsetSpan[] {
  return [...text.matchAll(named)].map((match) => spanOf(match, match[1] ?? ''))
}

/** Quoted runs as they are in keys; sizes and limits as in Yelp's detect-secrets, plugins/high_entropy_strings.py. */
const quotedRun = /["'`]([A-Za-z0-9+/=_-]{20,})["'`]/g
const leastEntropy = { hex: 3, base64: 4.5 }

function disorderedTexts(text: string): readonly OffsetSpan[] {
  return [...text.matchAll(quotedRun)].flatMap((match) => {
    const [, run = ''] = match
    const least = /^[0-9a-fA-F]+$/.test(run) ? leastEntropy.hex : leastEntropy.base64
    return entropyOf(run) > least ? [spanOf(match, run)] : []
  })
}

function spanOf(match: RegExpExecArray, part: string): OffsetSpan {
  const startOffset = match.index + match[0].lastIndexOf(part)
  return { startOffset, endOffset: startOffset + part.length }
}

/** Shannon's, in bits a character: 0 for one letter again and again, 4 where each of 16 digits is as frequent. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  const shares = [...counts.values()].map((count) => count / text.length)
  return shares.reduce((sum, share) => sum - share * Math.log2(share), 0)
}
