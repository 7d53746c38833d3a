/** The frame of a page, and how its parts stand beside each other. */
export const layout = `
.width { width: 100%; max-width: 68rem; margin-inline: auto; padding-inline: 1.25rem; }
.top { border-block-end: 1px solid var(--line); background: var(--card); }
.top .width { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding-block: .6rem; }
.brand { display: inline-flex; gap: .55rem; align-items: center; font-weight: 680; color: var(--text); text-decoration: none; letter-spacing: -.01em; }
.top nav { flex: 1 1 auto; }
.top nav ul, footer nav ul { display: flex; flex-wrap: wrap; gap: 0 1.1rem; list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
.top nav li, footer nav li { margin: 0; }
.top nav a { display: inline-block; padding-block: .3rem; color: var(--quiet); text-decoration: none; border-block-end: 2px solid transparent; }
.top nav a:hover { color: var(--text); border-color: var(--line); }
.top nav a[aria-current] { color: var(--text); font-weight: 600; border-color: var(--text); }
.top form { display: flex; gap: .4rem; flex: 0 1 21rem; }
.top input { flex: 1 1 8rem; min-width: 0; background: var(--page); }
main { padding-block: 1.5rem 1rem; min-height: 60vh; }
footer { border-block-start: 1px solid var(--line); margin-block-start: 3rem; padding-block: 1.25rem 2rem; color: var(--quiet); font-size: .875rem; background: var(--card); }
.crumbs ol { display: flex; flex-wrap: wrap; gap: .1rem .5rem; list-style: none; margin: 0 0 .75rem; padding: 0; font-size: .875rem; color: var(--quiet); }
.crumbs li { margin: 0; }
.crumbs li + li::before { content: "/"; margin-inline-end: .5rem; color: var(--quiet); }
.hero { padding-block: 1.25rem 0; max-width: 48rem; }
.hero h1 { font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.6rem); max-width: 24ch; }
.hero form { display: flex; gap: .5rem; margin-block: 1.25rem .5rem; }
.hero input { flex: 1 1 auto; min-width: 0; min-height: 3rem; font-size: 1.0625rem; padding-inline: 1rem; }
.hero button { min-height: 3rem; padding-inline: 1.25rem; }
.heading { margin-block-end: 1.25rem; }
.heading.graded { display: grid; grid-template-columns: 1fr auto; gap: .5rem 1.5rem; align-items: start; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem; align-items: stretch; }
.columns > section { margin-block: 0; }
.sided { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 1rem 2.25rem; align-items: start; }
.onpage { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; list-style: none; padding: .45rem 0; margin: 0 0 1.25rem; font-size: .875rem; border-block: 1px solid var(--line); }
.onpage li { margin: 0; }
.row { display: flex; flex-wrap: wrap; gap: .35rem .9rem; align-items: center; }
.paging { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1rem; margin-block-start: 1.25rem; }
.paging a, .paging span { display: inline-block; padding-block: .5rem; }
.sided > section { margin-block: 0; min-width: 0; }
.to-filters { display: none; }
.facets { columns: 15rem; column-gap: 2.25rem; }
.facets .facet { break-inside: avoid; }
.order { margin-block-end: .75rem; }
.order .onpage { border: 0; padding-block: .35rem; margin: 0; }
.onpage a[aria-current] { color: var(--text); font-weight: 650; text-decoration: none; }
.scroll { overflow-x: auto; }
`.trim();
