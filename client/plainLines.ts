import * as vscode from 'vscode'

/**
 * Lines of a tooltip. A model's name, an error's text or what a finding quotes may hold anything, so they are shown as text and never read
 * as Markdown.
 */
export function plainLines(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString()
  lines.forEach((line, index) => {
    if (index > 0) markdown.appendMarkdown('\n\n')
    markdown.appendText(line)
  })
  return markdown
}
