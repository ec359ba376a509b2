// The links to invite people with, in English: the source that the other languages follow key by key.

export const links = {
  join: 'Link for participants',
  joinHint_open: 'Anyone with this link can write on the board. No account is needed.',
  joinHint_knock: 'Newcomers with this link knock, and a facilitator lets them in.',
  joinHint_closed: 'Nobody new comes in by this link just now. Those who are in stay in.',
  joinAnew: 'This link is new, and so is its QR code: those from before let in nobody new.',
  qr: 'QR code of the link for participants',
  qrLarger: 'Show the QR code large',
  qrSmaller: 'Show the QR code small',
  qrHint: 'Point a phone’s camera at this',
  view: 'Link for viewers',
  viewHint: 'Viewers see everything and change nothing.',
  facilitate: 'Link for facilitators',
  facilitateHint:
    'Give this only to those who run the workshop with you: it lets them do all that you can. Keep it for yourself too, and you can go on from another device.',
  copy: 'Copy',
  copyNamed: 'Copy: {link}',
  copied: 'Copied',
  copyFailed: 'The link could not be copied. It is selected now: copy it with Ctrl+C.',
  send: 'Send…',
  kept: {
    one: 'This room is kept until nobody has been here for {count} day.',
    other: 'This room is kept until nobody has been here for {count} days.',
  },
  keptEmptyHours: {
    one: 'Nobody has written anything here yet: this room goes when nobody has been here for {count} hour.',
    other:
      'Nobody has written anything here yet: this room goes when nobody has been here for {count} hours.',
  },
  keptEmptyDays: {
    one: 'Nobody has written anything here yet: this room goes when nobody has been here for {count} day.',
    other: 'Nobody has written anything here yet: this room goes when nobody has been here for {count} days.',
  },
  staysLonger: 'Once somebody has, it stays longer.',
  staysForGood: 'Once somebody has, it stays for good.',
  codeName: 'Code',
  codeHint: 'A code of three words can be said aloud. It is typed on the front page.',
  codeOn: 'Make a code',
  codeOff: 'End the code',
  codeEnds: 'Ends with the phase, or at {time}.',
  codeFailed: 'The code could not be changed just now. Try again in a moment.',
};

declare module '../../i18n/texts' {
  interface Texts {
    links: typeof links;
  }
}
