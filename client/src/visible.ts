// Names and titles as others read them: of visible characters, in the order in which they are written. The server's reader
// (`protocol/src/session/naming.rs`) is held to the same by `protocol/corpus/documents`.

/** Of the hidden ones, those that stand between words. */
const BREAKS = /[\t-\r\u0085\u2028\u2029]/gu;
/** Controls, and what turns the direction of the text around them. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/gu;
/** What joins or fills others and is no name by itself. */
const FILLERS =
  /\p{White_Space}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u180e|\u200b|\u200c|\u200d|[\u2060-\u2065]|\u2800|\u3164|[\ufe00-\ufe0f]|\ufeff|\uffa0/gu;

/** A name or title without characters that are hidden; empty where nothing else is left. */
export function visible(text: string): string {
  const shown = text.replace(BREAKS, ' ').replace(HIDDEN, '');
  return shown.replace(FILLERS, '') === '' ? '' : shown;
}

/** What somebody wrote in a field of one line, as others read it. */
export function onOneLine(written: string): string {
  return visible(written).replace(/\s+/g, ' ').trim();
}
