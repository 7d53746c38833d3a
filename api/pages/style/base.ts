/** Type, links, tables, forms: what every page has. */
export const base = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-block-start: 1rem; background: var(--card); }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 0 0 .5rem; font-weight: 650; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2rem); letter-spacing: -.018em; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; }
h1 code { font-weight: 600; font-size: .92em; }
p { margin: 0 0 .75rem; max-width: 44rem; text-wrap: pretty; }
ul, ol { padding-inline-start: 1.2rem; margin-block: 0 .75rem; }
li + li { margin-block-start: .2rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code, pre, kbd { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
small { display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400; }
small.inline { display: inline; }
section { margin-block: 2rem; }
section.card { margin-block: 1.25rem; }
section > :last-child, .card > :last-child { margin-block-end: 0; }
.quiet { color: var(--quiet); }
.lead { font-size: 1.125rem; line-height: 1.5; }
.unseen, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus { position: absolute; z-index: 1; inset-inline-start: 1rem; inset-block-start: .5rem; background: var(--card); padding: .5rem 1rem; }
input, select, button {
  font: inherit; font-size: .9375rem; color: var(--text); background: var(--card);
  border: 1px solid var(--strong-line); border-radius: .45rem; min-height: 2.35rem; padding: .25rem .7rem;
}
select { max-width: 100%; }
input[type="checkbox"] { min-height: 0; inline-size: 1.1rem; block-size: 1.1rem; margin: 0; accent-color: var(--link); }
input::placeholder { color: var(--quiet); opacity: 1; }
button { background: var(--text); border-color: var(--text); color: var(--card); cursor: pointer; font-weight: 550; }
button:hover { background: var(--quiet); border-color: var(--quiet); }
[hidden] { display: none !important; }
table { width: 100%; border-collapse: collapse; overflow-wrap: break-word; font-size: .9375rem; }
table code, table bdi, table p, td.prose { overflow-wrap: anywhere; }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem; border-block-end: 1px solid var(--line); font-weight: 400; }
th:first-child { padding-inline-start: 0; }
td:last-child { padding-inline-end: 0; }
thead th { color: var(--quiet); font-size: .8125rem; padding-block: .35rem; white-space: nowrap; }
thead th a { color: inherit; }
thead th[aria-sort] a { color: var(--text); font-weight: 650; text-decoration: none; }
tbody th p { margin: .1rem 0 0; color: var(--quiet); font-size: .875rem; }
tbody tr:hover { background: var(--hover); }
summary { cursor: pointer; padding-block: .4rem; }
q { font-weight: 600; }
mark { color: inherit; background: var(--mark); border-radius: .2rem; padding: .05em .12em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
mark.also { background: var(--also); }
mark.hit { background: none; font-weight: 700; text-decoration: underline; text-decoration-color: var(--medium); text-decoration-thickness: .15em; text-underline-offset: .18em; padding: 0; }
a mark.hit { text-decoration: none; border-block-end: .15em solid var(--medium); }
`.trim();
