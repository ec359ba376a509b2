// The web addresses in a note's words, and how they are shown: as what they are. Pure.

import LinkifyIt from 'linkify-it';

export interface Link {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
  /** What is asked for when it is pressed. */
  readonly href: string;
  /** What people read: as it was written, unless that may look like another address. */
  readonly shown: string;
}

/** Only what says by itself that it is an address: no «www.», no mail, no other scheme. */
const finder = new LinkifyIt()
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null)
  .set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** Letters that are taken for no others: where a name has more, its plain form is shown, as browsers do. */
const PLAIN_HOST = /^https?:\/\/[a-z0-9.\-åäöæøéèüßõšžáíóúýðþ]+(?::\d+)?(?:[/?#]|$)/i;

export function linksIn(text: string): Link[] {
  return (finder.match(text) ?? []).flatMap(({ index, lastIndex, raw }) => {
    const url = readAddress(raw);
    if (url === null) return [];
    return [{ from: index, to: lastIndex, href: url.href, shown: PLAIN_HOST.test(raw) ? raw : url.href }];
  });
}

/** An address that leads where it seems to: one with a name before an @ leads elsewhere. */
function readAddress(written: string): URL | null {
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' ? url : null;
}
