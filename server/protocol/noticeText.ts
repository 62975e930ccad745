import { printable } from './printable.ts'

/**
 * A text as a notification may show it. VS Code makes a link of `[text](command:…)` in one, and runs the command where it is clicked; the name of
 * a file, what a compiler says or what a model writes may look like that. Control characters are shown as escapes.
 */
export function noticeText(text: string): string {
  return printable(text).replaceAll('](', '] (')
}
