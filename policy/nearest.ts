/** Asks for the name that was meant: one that differs in case, hyphens and underscores only. Empty when there is none. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const found = [...known].find((one) => plain(one) === plain(name));
  return found === undefined ? "" : ` Did you mean ${found}?`;
}
