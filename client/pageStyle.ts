/** Colours are the theme's, so that light, dark and high contrast themes all fit. */
export const pageStyle = `
body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
main { max-width: 60em; padding: 0 0.5em 2em; }
h1 { font-size: 1.6em; font-weight: 600; }
h2 { font-size: 1.2em; font-weight: 600; margin-top: 1.8em; }
.actions { display: flex; gap: 0.5em; }
button {
  color: var(--vscode-button-foreground); background: var(--vscode-button-background);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px;
  padding: 0.35em 1em; font: inherit; cursor: pointer;
}
button:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button:focus-visible, .wide:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
figure { margin: 1.5em 0 0; }
figcaption { color: var(--vscode-descriptionForeground); margin-top: 0.4em; }
svg { display: block; width: 100%; max-width: 45em; }
.column { fill: transparent; }
.bar { fill: var(--vscode-charts-blue); }
g:hover .bar { fill: var(--vscode-charts-purple); }
.base { stroke: var(--vscode-charts-lines, var(--vscode-foreground)); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3em 1.2em 0.3em 0; text-align: right; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
th { font-weight: normal; }
tbody th { white-space: nowrap; }
thead th { color: var(--vscode-descriptionForeground); vertical-align: bottom; }
th:first-child { text-align: left; }
`

/** Tells the extension which button was pressed. */
export const pageScript = `
const editor = acquireVsCodeApi()
for (const button of document.querySelectorAll('button[data-action]')) {
  button.addEventListener('click', () => editor.postMessage({ action: button.dataset.action }))
}
`
