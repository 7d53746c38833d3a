/** The parts that pages are made of. */
export const parts = `
.notice { border-inline-start: 4px solid var(--medium); background: var(--medium-back); color: var(--medium-text); padding: .55rem 1rem; border-radius: .4rem; max-width: none; }
.notice.block { border-color: var(--critical); background: var(--critical-back); color: var(--critical-text); }
.notice a { color: inherit; }
.empty { color: var(--quiet); border: 1px dashed var(--strong-line); border-radius: .6rem; padding: .9rem 1.1rem; max-width: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.3rem; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 0 0 1.1rem; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--quiet); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.6rem; line-height: 1.25; font-weight: 640; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.badge {
  display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600; white-space: nowrap;
  color: var(--unjudged-text); background: var(--unjudged-back); font-variant-numeric: tabular-nums; letter-spacing: 0;
}
.badge.low { color: var(--low-text); background: var(--low-back); --filled: 25%; }
.badge.medium, .badge.warn { color: var(--medium-text); background: var(--medium-back); --filled: 50%; }
.badge.high { color: var(--high-text); background: var(--high-back); --filled: 75%; }
.badge.critical, .badge.block { color: var(--critical-text); background: var(--critical-back); --filled: 100%; }
.badge.low::before, .badge.medium::before, .badge.high::before, .badge.critical::before {
  content: ""; display: inline-block; inline-size: 1.15em; block-size: .62em; margin-inline-end: .4em; border-radius: .12em;
  background: linear-gradient(90deg, currentColor var(--filled), color-mix(in srgb, currentColor 22%, transparent) 0);
  mask: repeating-linear-gradient(90deg, #000 0 calc(25% - 2px), transparent 0 25%);
}
.grade-letter { display: grid; place-content: center; text-align: center; inline-size: 4.6rem; block-size: 4.6rem; border-radius: .75rem; font-size: 2.1rem; line-height: 1; font-weight: 700; color: var(--unjudged-text); background: var(--unjudged-back); text-decoration: none; }
.grade-letter small { color: inherit; font-size: .75rem; font-weight: 550; margin-block-end: .2rem; }
.grade-letter.A { color: var(--low-text); background: var(--low-back); }
.grade-letter.B { color: var(--medium-text); background: var(--medium-back); }
.grade-letter.C { color: var(--high-text); background: var(--high-back); }
.grade-letter.D, .grade-letter.F { color: var(--critical-text); background: var(--critical-back); }
.counts { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none; margin: 0; padding: 0; }
.counts li { margin: 0; }
.chart { margin: 0; }
.chart svg { display: block; width: 100%; height: 1rem; border-radius: .5rem; overflow: hidden; margin-block-end: .7rem; }
rect.low { fill: var(--low); } rect.medium { fill: var(--medium); } rect.high { fill: var(--high); }
rect.critical { fill: var(--critical); } rect.unjudged { fill: var(--unjudged); }
.categories { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .9rem 1.5rem; margin: 1.1rem 0 0; }
.categories dt { font-weight: 600; }
.categories dd { margin: 0; font-size: .875rem; }
.categories span { display: block; color: var(--quiet); }
.categories .none strong { font-weight: 400; color: var(--quiet); }
.servers { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem; }
.servers > li { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: .75rem 1rem; margin: 0; }
.servers h3 { margin: 0; display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: baseline; }
.servers p { margin: .1rem 0 0; font-size: .9375rem; max-width: 52rem; }
.servers .row { margin-block-start: .4rem; font-size: .875rem; color: var(--quiet); }
.short { list-style: none; margin: 0; padding: 0; }
.short > li { padding-block: .45rem; border-block-end: 1px solid var(--line); margin: 0; }
.short > li:last-child { border: 0; }
.short .counts { margin-block-start: .25rem; }
.short p { margin: 0; font-size: .875rem; color: var(--quiet); }
.facet { margin-block: 0 1.1rem; }
.facet h3 { margin-block-end: .25rem; font-size: .8125rem; color: var(--quiet); font-weight: 600; }
.facet ul { list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
.facet li { margin: 0; display: flex; justify-content: space-between; gap: .75rem; padding-block: .1rem; }
.facet li > span { white-space: nowrap; color: var(--quiet); font-variant-numeric: tabular-nums; font-size: .875rem; }
.facet a[aria-current] { font-weight: 650; color: var(--text); }
.chosen a { text-decoration: none; }
.tools tbody th { width: 60%; }
.tools a code { font-weight: 600; }
.parameters th:first-child { width: 24%; }
.parameters td:nth-child(2) { width: 16%; }
.prose { white-space: pre-wrap; }
.facts { margin: 0; }
.facts > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .1rem 1rem; padding-block: .4rem; border-block-end: 1px solid var(--line); }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; }
.grade { margin: 0; display: grid; gap: .75rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
.grade dt { font-weight: 600; }
.grade dd { margin: 0; }
.grade ul { margin-block: .3rem 0; font-size: .9375rem; }
.answers dt { font-weight: 600; margin-block-start: .9rem; }
.answers dd { margin: .1rem 0 0; max-width: 46rem; }
.verdict { border-inline-start-width: .4rem; }
.verdict.low { border-inline-start-color: var(--low); } .verdict.medium { border-inline-start-color: var(--medium); }
.verdict.high { border-inline-start-color: var(--high); } .verdict.critical { border-inline-start-color: var(--critical); }
.quotes { margin: 0 0 .6rem; padding-inline-start: 1.2rem; font-size: .9375rem; }
.findings { padding-inline-start: 1.2rem; }
.findings p { margin: 0; }
.findings small { display: inline; }
.ref { font-size: .7rem; line-height: 1; user-select: none; -webkit-user-select: none; }
.ref a { text-decoration: none; padding-inline: .1rem; }
.hidden-characters { font-family: ui-monospace, monospace; font-size: .8em; color: var(--critical-text); background: var(--critical-back); border-radius: .2rem; padding-inline: .2em; }
.choice { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; margin-block-end: .75rem; }
.choice label { display: grid; gap: .15rem; font-size: .8125rem; color: var(--quiet); min-width: 0; max-width: 100%; }
.choice label.words { flex: 1 1 6rem; }
.choice label.words input { inline-size: 100%; }
.choice label.check { display: flex; gap: .5rem; align-items: center; min-height: 2.35rem; font-size: .875rem; }
.copied { position: relative; }
.copied button { position: absolute; inset-block-start: .5rem; inset-inline-end: .5rem; min-height: 2rem; padding: .1rem .75rem; font-size: .8125rem; background: var(--card); color: var(--text); border-color: var(--strong-line); }
.copied button:hover { background: var(--hover); }
.document { margin: 0 0 .6rem; padding: .9rem 1.1rem; background: var(--code); border: 1px solid var(--line); border-radius: .6rem; max-height: 26rem; overflow: auto; }
.document.whole { user-select: all; -webkit-user-select: all; }
.document code { white-space: pre; overflow-wrap: normal; }
.document.wrap code { white-space: pre-wrap; overflow-wrap: anywhere; }
.copied .document { padding-inline-end: 5.5rem; }
`.trim();
