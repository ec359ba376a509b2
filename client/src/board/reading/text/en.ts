// The texts of reading a cluster note by note, in English, the source of the others.

export const reading = {
  place: '{count} of {of}',
  previous: 'Previous',
  next: 'Next',
};

declare module '../../../i18n/texts' {
  interface Texts {
    reading: typeof reading;
  }
}
