/** Names of what was published elsewhere, and where it is: our own texts only, so a pattern is safe here. */
const published: readonly [RegExp, (id: string) => string][] = [
  [/CVE-\d{4}-\d{4,7}/, (id) => `https://www.cve.org/CVERecord?id=${id}`],
  [/AML\.CS\d{4}/, (id) => `https://atlas.mitre.org/studies/${id}`],
  [/AML\.T\d{4}(?:\.\d{3})?/, (id) => `https://atlas.mitre.org/techniques/${id}`],
  [/arXiv \d{4}\.\d{4,5}/, (id) => `https://arxiv.org/abs/${id.slice("arXiv ".length)}`],
];
const anyOfThem = new RegExp(`(${published.map(([name]) => name.source).join("|")})`);

/** A known case, with links to what it names. */
export function Known({ text }: { text: string }) {
  return (
    <>
      {text.split(anyOfThem).map((part, index) => {
        const source = index % 2 === 1 ? published.find(([name]) => name.test(part)) : undefined;
        return source === undefined ? (
          part
        ) : (
          <a href={source[1](part)} rel="nofollow noopener noreferrer">
            {part}
          </a>
        );
      })}
    </>
  );
}
