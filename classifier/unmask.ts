/** A text without its disguise: what a reader sees, and for each of its code units where it stands in the text as it was written. */
export type Unmasked = { text: string; at: Int32Array };

// Unicode's Default_Ignorable_Code_Point: shown as nothing.
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const disguised =
  /\p{Default_Ignorable_Code_Point}|[\u1d00-\u1d22\u2460-\u24ff\uff21-\uff5a\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f189}]|[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]/u;

/** Letters that are drawn as Latin ones and are others (Unicode's confusables.txt), each before the one that it is taken for. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  (
    "аa еe оo рp сc хx уy іi ѕs јj һh ԁd ԛq ԝw АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЅS ЈJ " +
    "οo αa νv ρp υu ιi κk ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX " +
    "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
  )
    .split(" ")
    .map(([from = "", to = ""]) => [from, to]),
);

/**
 * The text with letters of other alphabets and styles that pass for Latin ones replaced by these (`Ｉｇｎｏｒｅ`, `𝐈𝐠𝐧𝐨𝐫𝐞`, `іgnore`
 * with a Cyrillic letter), and without characters that are not seen; undefined where there are none. One pass.
 */
export function unmask(text: string): Unmasked | undefined {
  if (!disguised.test(text)) return undefined;
  let plain = "";
  const at: number[] = [];
  for (let i = 0; i < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(i) ?? 0);
    const shown = ignorable.test(character) ? "" : (lookAlikes.get(character) ?? character.normalize("NFKC"));
    plain += shown;
    for (let k = 0; k < shown.length; k++) at.push(i);
    i += character.length;
  }
  at.push(text.length);
  return { text: plain, at: Int32Array.from(at) };
}
