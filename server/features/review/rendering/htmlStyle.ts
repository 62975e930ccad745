/** Colours have a contrast of at least 4.5 to 1 on their ground (WCAG 2.2, 1.4.3), in both themes. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --code: #f6f8fa; --link: #0550ae;
  --error: #b3121f; --warning: #7a4d00; --info: #0550ae; --mark: #fff1a8; --added: #dafbe1; --removed: #ffebe9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --code: #161b22; --link: #79c0ff;
    --error: #ff8a82; --warning: #e3b341; --info: #79c0ff; --mark: #5c4a00; --added: #12361f; --removed: #4b1a1d;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.4rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; }
article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 6px; }
article p { margin: 0.5rem 0; }
a { color: var(--link); }
nav ul { padding-left: 1.2rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.86rem; }
code { background: var(--code); padding: 0.1em 0.3em; border-radius: 4px; }
pre { margin: 0.6rem 0; padding: 0.7rem; background: var(--code); border-radius: 6px; overflow-x: auto; overflow-wrap: normal; line-height: 1.45; }
.facts { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0.4rem 0; padding: 0; list-style: none; color: var(--quiet); }
.facts .error { color: var(--error); font-weight: 600; }
.facts .warning { color: var(--warning); font-weight: 600; }
.facts .info { color: var(--info); font-weight: 600; }
.number, .place, .around { color: var(--quiet); }
mark { background: var(--mark); color: inherit; }
ins, del { text-decoration: none; }
ins { background: var(--added); }
del { background: var(--removed); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); }
td { min-width: 7rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media print {
  body { max-width: none; padding: 0; }
  article { break-inside: avoid; }
  pre { white-space: pre-wrap; overflow: visible; }
  nav { display: none; }
  mark { text-decoration: underline; }
}
`
