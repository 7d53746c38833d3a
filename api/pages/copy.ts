/**
 * The one script of the pages: it makes the buttons work that copy a document. Where there is no script they stay hidden, and a
 * click selects the document instead. It reads text and writes none into the page but its own words.
 */
export const copyScript = `
"use strict";
const asSelection = (text) => {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
};
// A page that is not served over TLS, nor by this computer, has no clipboard of its own.
const copied = async (text) => {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text.textContent);
      return true;
    } catch {}
  }
  return asSelection(text);
};
for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  if (!text) continue;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text)) ? "Copied" : "Press Ctrl-C to copy";
    setTimeout(() => {
      button.textContent = words;
    }, 2500);
  });
}
`.trim();
