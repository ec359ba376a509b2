// What can be wrong with a model's file, in English. It comes when a file is wrong.

export const faults = {
  more: { one: 'And {count} thing more.', other: 'And {count} things more.' },
  atField: 'Line {line}, {field}: {fault}',
  atLine: 'Line {line}: {fault}',
  syntax: 'the file cannot be read here ({detail})',
  newerSchema: 'the file was made with a newer picnic than this one',
  unknownField: 'there is no such field',
  unknownFieldMeant: 'there is no such field. Did you mean {meant}?',
  repeatedField: 'the field is there twice',
  missing: 'this is missing',
  expectedText: 'there must be a text here',
  expectedWholeNumber: 'there must be a whole number here',
  expectedTwoNumbers: 'there must be two numbers here, such as [0, 0]',
  expectedTrueOrFalse: 'there must be true or false here',
  expectedList: 'there must be a list here',
  expectedTable: 'there must be fields of its own here',
  expectedLength: 'the length must be "open" or, for example, minutes = 10',
  unknownWord: 'the word must be one of these: {allowed}',
  notAnId: 'an id has 1 to 32 characters: a–z, 0–9 and -',
  empty: 'the text is empty',
  tooLong: 'the text is longer than {max} characters',
  tooMany: 'there are more than {max} of these',
  outOfRange: 'the number must be from {min} to {max}',
  missingLanguage: 'the text is missing in {language}, which the title has',
  duplicateId: 'something before it has the same id',
  overlaps: 'the area lies over the area {other}',
  offBoard: 'the area reaches past the edge of the board',
  language_fi: 'Finnish',
  language_sv: 'Swedish',
  language_en: 'English',
};

declare module '../../i18n/texts' {
  interface Texts {
    faults: typeof faults;
  }
}
