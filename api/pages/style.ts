import type { OpenAPIHono } from "@hono/zod-openapi";
import { sha256 } from "../../catalog/hash.ts";

// Text on its background is at least 4.5:1 in both schemes (WCAG 2.2 AA, 1.4.3); test/api/style.test.ts computes it.
const style = `
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --card: #ffffff; --line: #dedad3; --text: #1f2328; --quiet: #5b6068; --link: #0b57a4;
  --accent: #14532d; --mark: #ffe58a; --also: #e4e7ff; --code: #f2f0ec;
  --low-text: #0b5d33; --low-back: #e0f3e7; --low: #3a9d68;
  --medium-text: #6f4a00; --medium-back: #fcefcd; --medium: #d9a321;
  --high-text: #8f3200; --high-back: #ffe5d5; --high: #e2702c;
  --critical-text: #96102a; --critical-back: #fde2e6; --critical: #c4243f;
  --unjudged-text: #494e56; --unjudged-back: #e9e7e3; --unjudged: #a5a29c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161a; --card: #1b1e24; --line: #343943; --text: #e6e8eb; --quiet: #a3a9b3; --link: #86b9f7;
    --accent: #8fd6ad; --mark: #665200; --also: #333a6b; --code: #242830;
    --low-text: #86dcae; --low-back: #14301f; --low: #3a9d68;
    --medium-text: #f0c95f; --medium-back: #33290c; --medium: #c4921c;
    --high-text: #ffae82; --high-back: #3b1f10; --high: #d2662a;
    --critical-text: #ff9fad; --critical-back: #40131c; --critical: #c93a52;
    --unjudged-text: #bcc1c9; --unjudged-back: #2b2f37; --unjudged: #6b717b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
.width { width: 100%; max-width: 68rem; margin-inline: auto; padding-inline: 1.25rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 0 0 .5rem; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); letter-spacing: -.015em; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.05rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .92em; }
small { display: block; color: var(--quiet); font-size: .82rem; font-weight: 400; }
small.inline { display: inline; }
section { margin-block: 2.25rem; }
.quiet { color: var(--quiet); }
.lead { font-size: 1.12rem; }
.unseen, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus { position: absolute; z-index: 1; inset-inline-start: 1rem; inset-block-start: .5rem; background: var(--card); padding: .5rem 1rem; }
.top { border-block-end: 1px solid var(--line); background: var(--card); }
.top .width { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between; padding-block: .8rem; }
.brand { display: inline-flex; gap: .55rem; align-items: center; font-weight: 650; color: var(--text); text-decoration: none; }
.top nav { flex: 1 1 auto; }
.top nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: 0; padding: 0; }
.top nav a { display: inline-block; padding-block: .35rem; color: var(--quiet); text-decoration: none; border-block-end: 2px solid transparent; }
.top nav a:hover { color: var(--text); }
.top nav a[aria-current] { color: var(--text); border-block-end-color: var(--link); }
.search { display: flex; gap: .5rem; align-items: center; flex: 0 1 20rem; }
.search.large { flex-wrap: wrap; max-width: 40rem; margin-block: 1.25rem 0; }
.search.large label { flex: 1 0 100%; color: var(--quiet); font-size: .9rem; }
.search.large input { min-height: 3rem; font-size: 1.05rem; background: var(--card); }
.search.large button { min-height: 3rem; }
input, select, button { font: inherit; border-radius: .5rem; border: 1px solid var(--quiet); min-height: 2.6rem; }
input { flex: 1 1 8rem; min-width: 0; padding: .3rem .75rem; background: var(--page); color: var(--text); }
select { padding: .3rem .5rem; background: var(--page); color: var(--text); max-width: 100%; }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem 1rem; align-items: end; }
.filters > div { display: grid; gap: .2rem; min-width: 0; }
.filters label { color: var(--quiet); font-size: .85rem; }
.filters input, .filters select { width: 100%; }
.filters .apply { display: flex; gap: 1rem; align-items: center; }
.filters .apply button { flex: 1 1 auto; }
input::placeholder { color: var(--quiet); opacity: 1; }
button { padding: .3rem 1rem; background: var(--text); color: var(--card); cursor: pointer; }
main { padding-block: 1.75rem 1rem; }
footer { border-block-start: 1px solid var(--line); margin-block-start: 3rem; padding-block: 1.25rem 2.5rem; color: var(--quiet); font-size: .9rem; }
.hero { padding-block: 1rem .5rem; }
.hero h1 { max-width: 26ch; }
.heading { margin-block-end: 1.5rem; }
.notice { border-inline-start: 4px solid var(--medium); background: var(--medium-back); color: var(--medium-text); padding: .6rem 1rem; border-radius: .4rem; }
.empty { color: var(--quiet); border: 1px dashed var(--line); border-radius: .7rem; padding: 1rem 1.25rem; max-width: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1.25rem 1.4rem; }
.crumbs ol { display: flex; flex-wrap: wrap; gap: .25rem .5rem; list-style: none; margin: 0 0 1rem; padding: 0; font-size: .92rem; color: var(--quiet); }
.crumbs li + li::before { content: "/"; margin-inline-end: .5rem; color: var(--quiet); }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.75rem; margin: 0 0 1.25rem; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--quiet); font-size: .9rem; }
.figures dd { margin: 0; font-size: 1.7rem; font-weight: 620; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.badge {
  display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap;
  color: var(--unjudged-text); background: var(--unjudged-back); font-variant-numeric: tabular-nums; letter-spacing: 0;
}
.badge.low { color: var(--low-text); background: var(--low-back); }
.badge.medium, .badge.warn { color: var(--medium-text); background: var(--medium-back); }
.badge.high { color: var(--high-text); background: var(--high-back); }
.badge.critical, .badge.block { color: var(--critical-text); background: var(--critical-back); }
.counts { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0; padding: 0; }
.chart { margin: 0; }
.chart svg { display: block; width: 100%; height: 1.1rem; border-radius: .55rem; overflow: hidden; margin-block-end: .75rem; }
rect.low { fill: var(--low); } rect.medium { fill: var(--medium); } rect.high { fill: var(--high); }
rect.critical { fill: var(--critical); } rect.unjudged { fill: var(--unjudged); }
.categories { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .9rem 1.5rem; margin: 1.25rem 0 0; }
.categories dt { font-weight: 600; }
.categories dd { margin: 0; font-size: .9rem; }
.categories span { display: block; color: var(--quiet); }
.categories .none strong { font-weight: 400; color: var(--quiet); }
.items { list-style: none; margin: 0; padding: 0; display: grid; gap: .8rem; }
.items > li { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem 1.25rem; }
.items h3 { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; }
.items p { margin: .15rem 0 0; }
.items .row { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; margin-block-start: .6rem; font-size: .92rem; color: var(--quiet); }
.grade-letter { font-size: .85rem; font-weight: 600; border: 1px solid currentcolor; border-radius: .35rem; padding: 0 .4rem; color: var(--unjudged-text); }
.grade-letter.A, .grade-letter.B { color: var(--low-text); } .grade-letter.C { color: var(--medium-text); }
.grade-letter.D { color: var(--high-text); } .grade-letter.F { color: var(--critical-text); }
.ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; list-style: none; margin: 1.25rem 0 0; padding: 0; }
.ways a { display: block; height: 100%; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: .7rem; color: inherit; text-decoration: none; }
.ways a:hover { border-color: var(--link); }
.ways strong { display: block; } .ways span { font-variant-numeric: tabular-nums; }
.onward { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; margin-block-start: 1rem; max-width: none; }
.jobs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
.jobs .document { padding: .6rem .8rem; margin-block-end: .4rem; font-size: .9rem; }
.jobs .document code { white-space: pre-wrap; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; align-items: start; }
.sides > section { margin: 0; }
.choice { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0 0 .75rem; padding: 0; }
.choice a { display: block; padding: .2rem .8rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none; }
.choice a[aria-current] { background: var(--text); color: var(--card); border-color: var(--text); }
.versions { list-style: none; margin: 0; padding: 0; columns: 16rem; }
dl.grade dt { font-weight: 600; margin-block-start: .6rem; } dl.grade dd { margin: 0; } dl.grade ul { margin: .2rem 0; padding-inline-start: 1.2rem; }
form.filters:not(.card) { margin-block-end: 1rem; max-width: 40rem; }
.paging { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1rem; margin-block-start: 1.5rem; }
.paging a { display: inline-block; padding-block: .5rem; }
table { width: 100%; border-collapse: collapse; overflow-wrap: break-word; }
table code, table bdi, table p, td.prose { overflow-wrap: anywhere; }
th, td { text-align: start; vertical-align: top; padding: .65rem .75rem; border-block-end: 1px solid var(--line); font-weight: 400; }
th:first-child { padding-inline-start: 0; }
td:last-child { padding-inline-end: 0; }
thead th { color: var(--quiet); font-size: .88rem; padding-block: .4rem; }
tbody th p { margin: .15rem 0 0; color: var(--quiet); font-size: .92rem; }
.tools th:first-child { width: 62%; }
.tools a code { font-weight: 600; }
.parameters th:first-child { width: 26%; }
.parameters td:nth-child(2) { width: 18%; }
.prose { white-space: pre-wrap; }
.facts { margin: 0; }
.facts > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .1rem 1rem; padding-block: .5rem; border-block-end: 1px solid var(--line); }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; }
.verdict { border-inline-start-width: .45rem; }
.verdict.low { border-inline-start-color: var(--low); } .verdict.medium { border-inline-start-color: var(--medium); }
.verdict.high { border-inline-start-color: var(--high); } .verdict.critical { border-inline-start-color: var(--critical); }
.quotes { margin: 0 0 .75rem; padding-inline-start: 1.2rem; }
.findings { padding-inline-start: 1.2rem; }
.findings p { margin: 0; }
.findings small { display: inline; }
q { font-weight: 600; }
mark { color: inherit; background: var(--mark); border-radius: .2rem; padding: .05em .15em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
mark.also { background: var(--also); }
.hidden-characters { font-family: ui-monospace, monospace; font-size: .8em; color: var(--critical-text); background: var(--critical-back); border-radius: .2rem; padding-inline: .2em; }
.document { margin: 0 0 .6rem; padding: 1rem 1.2rem; background: var(--code); border: 1px solid var(--line); border-radius: .7rem; max-height: 32rem; overflow: auto; user-select: all; -webkit-user-select: all; }
.document code { white-space: pre; overflow-wrap: normal; }
summary { cursor: pointer; padding-block: .5rem; margin-block-end: .5rem; }
@media (max-width: 40rem) {
  .top .search { flex: 1 1 100%; order: 2; }
  .top nav { order: 3; flex: 1 1 100%; }
  .facts > div { grid-template-columns: 1fr; }
  th, td { padding-inline: .4rem; }
  .tools th:first-child { width: 50%; }
  .parameters thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .parameters tr { display: block; padding-block: .6rem; border-block-end: 1px solid var(--line); }
  .parameters tbody th, .parameters td { display: block; width: auto; border: 0; padding: .1rem 0; }
  .parameters th:first-child, .parameters td:nth-child(2) { width: auto; }
  .tools tbody th p { display: none; }
  .card { padding: 1rem; }
}
@media print { .top form, .skip, footer { display: none; } .document { max-height: none; } }
`.trim();

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#22303c"/><rect x="5" y="13" width="3.4" height="6" rx="1" fill="#3fb079"/><rect x="10.3" y="9" width="3.4" height="10" rx="1" fill="#e3ab2b"/><rect x="15.6" y="5" width="3.4" height="14" rx="1" fill="#e0485f"/></svg>`;

/** Where the stylesheet is: another address when it changes, so that it can be kept for ever. */
export const stylePath = `/assets/style-${sha256(style).slice(0, 12)}.css`;

/** Where the icon is. */
export const iconPath = `/assets/icon-${sha256(icon).slice(0, 12)}.svg`;

/** Serves the stylesheet and the icon. */
export function assetRoutes(app: OpenAPIHono): void {
  const serve = (path: string, text: string, contentType: string) => {
    app.get(path, (c) =>
      c.body(text, 200, { "content-type": contentType, "cache-control": "public, max-age=31536000, immutable" }),
    );
  };
  serve(stylePath, style, "text/css; charset=utf-8");
  serve(iconPath, icon, "image/svg+xml");
}
