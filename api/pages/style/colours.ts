// Text on its background is at least 4.5:1 in both schemes (WCAG 2.2 AA, 1.4.3); test/api/style.test.ts computes it.
/** The colours of both schemes. */
export const colours = `
:root {
  color-scheme: light dark;
  --page: #faf9f7; --card: #ffffff; --line: #e0dcd5; --strong-line: #857f76; --text: #1d2127; --quiet: #585d66; --link: #0a4f97;
  --mark: #ffe58a; --also: #e0e5ff; --code: #f3f1ed; --hover: #f4f2ee;
  --low-text: #0b5d33; --low-back: #e0f3e7; --low: #3a9d68;
  --medium-text: #6b4700; --medium-back: #fcefcd; --medium: #d9a321;
  --high-text: #8a3000; --high-back: #ffe5d5; --high: #e0692a;
  --critical-text: #96102a; --critical-back: #fde2e6; --critical: #c4243f;
  --unjudged-text: #494e56; --unjudged-back: #eae8e4; --unjudged: #a5a29c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #13151a; --card: #1a1d23; --line: #31363f; --strong-line: #7b828e; --text: #e6e8eb; --quiet: #a3a9b3; --link: #8abcf8;
    --mark: #665200; --also: #333a6b; --code: #22262e; --hover: #20242b;
    --low-text: #86dcae; --low-back: #14301f; --low: #3a9d68;
    --medium-text: #f0c95f; --medium-back: #33290c; --medium: #c4921c;
    --high-text: #ffae82; --high-back: #3b1f10; --high: #d2662a;
    --critical-text: #ff9fad; --critical-back: #40131c; --critical: #cf4059;
    --unjudged-text: #bcc1c9; --unjudged-back: #2b2f37; --unjudged: #6b717b;
  }
}
`.trim();
