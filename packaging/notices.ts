import type { Shipped } from './shipped.ts'

const line = '-'.repeat(78)

/** THIRD_PARTY_LICENCES.txt: what a package holds by others, a table first, then every licence's text as its authors wrote it. */
export function noticesText(shipped: readonly Shipped[], product: string): string {
  const rows = shipped.map((each) => `${titleOf(each)}: ${each.licence} (${each.how})`)
  const texts = groupedByText(shipped).map(({ titles, text }) => `${line}\n${titles.join('\n')}\n${line}\n\n${text}\n`)
  return `${product} contains software by others. It comes with the licences below.

"bundled" is within Latent's own programs in dist/, "unbundled" a package in node_modules/, "part" within one of those.

${rows.join('\n')}

${texts.join('\n')}`
}

function titleOf({ name, version }: Shipped): string {
  return version === undefined ? name : `${name} ${version}`
}

/** Packages of the same authors often have the same text, which then stands there once. */
function groupedByText(shipped: readonly Shipped[]): readonly { readonly titles: readonly string[]; readonly text: string }[] {
  const titles = new Map<string, Set<string>>()
  for (const each of shipped) {
    for (const { text } of each.texts) {
      const normal = text.replaceAll('\r\n', '\n').trim()
      titles.set(normal, (titles.get(normal) ?? new Set()).add(titleOf(each)))
    }
  }
  return [...titles].map(([text, names]) => ({ titles: [...names], text }))
}
