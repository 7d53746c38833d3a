/** What is different on a phone, and on paper. */
export const small = `
@media (max-width: 48rem) {
  .sided { grid-template-columns: minmax(0, 1fr); }
  .sided > nav { order: 2; }
  .to-filters { display: inline; }
}
@media (max-width: 40rem) {
  .width { padding-inline: 1rem; }
  .top .width { gap: .35rem 1rem; }
  .top nav { flex-basis: 100%; order: 3; }
  .top nav ul { gap: 0 .9rem; font-size: .875rem; }
  .top form { flex: 1 1 12rem; }
  .top form button { padding-inline: .6rem; }
  .facts > div { grid-template-columns: 1fr; }
  .heading.graded { grid-template-columns: 1fr; }
  .grade-letter { grid-auto-flow: column; gap: .5rem; inline-size: auto; block-size: auto; padding: .4rem .9rem; font-size: 1.25rem; justify-self: start; align-items: center; }
  .grade-letter small { margin: 0; }
  th, td { padding-inline: .4rem; overflow-wrap: anywhere; }
  thead th { white-space: normal; }
  .tools thead, .parameters thead, .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .tools tr, .parameters tr, .stacked tr { display: block; padding-block: .6rem; border-block-end: 1px solid var(--line); }
  .tools tbody th, .tools td, .parameters tbody th, .parameters td, .stacked tbody th, .stacked td { display: block; width: auto; border: 0; padding: .1rem 0; }
  .tools td { display: inline-block; padding-inline-end: .75rem; }
  .tools td small { display: inline; }
  .parameters th:first-child, .parameters td:nth-child(2) { width: auto; }
  .card { padding: .9rem 1rem; }
  .categories { grid-template-columns: 1fr 1fr; gap: .8rem 1rem; }
  .copied .document { padding-block-start: 3rem; padding-inline-end: 1.1rem; }
}
@media print {
  .top form, .top nav, .skip, footer nav, button, .onpage, .choice, .paging { display: none; }
  .document { max-height: none; overflow: visible; }
  .document code { white-space: pre-wrap; }
  .card, .servers > li { break-inside: avoid; }
  a { color: inherit; }
}
`.trim();
