// The texts of workshop models in English: the source that the other languages follow key by key.

export const models = {
  legend: 'How will you work?',
  loading: 'Fetching the workshop models…',
  unavailable: 'The workshop models could not be fetched. You can open a room all the same.',
  phases: { one: '{count} phase', other: '{count} phases' },
  noPhases: 'No phases',
  areas: { one: '{count} area', other: '{count} areas' },
  minutes: '{count} min',
  anonymous: 'Nobody sees who wrote what.',
  import: 'From a file',
  importHint: 'A harvest or a model. You can also drop it here.',
  imported: 'From a file',
  checking: 'Reading the file…',
  cannotCheck: 'The file could not be checked. Check your connection and try again.',
  tooLargeFile: 'The file is too large to be a workshop model.',
  notText: 'The file is not text that can be read here. Save it as UTF-8 and try again.',
  notAModel: '{file} is not a workshop model yet. Mend this and choose the file again:',
};

declare module '../../i18n/texts' {
  interface Texts {
    models: typeof models;
  }
}
