// What is wrong with a model's file, said to a person.

import { type TextKey, t } from '../i18n';
import type { Values } from '../i18n/phrase';
import type { Expected, Fault } from '../protocol/model';
import type { Language } from '../protocol/session';

/** Faults shown at once: whoever mends these sees the rest next time. */
export const FAULTS_SHOWN_MAX = 6;

const EXPECTED: Record<Expected, TextKey> = {
  text: 'models.expectedText',
  wholeNumber: 'models.expectedWholeNumber',
  twoNumbers: 'models.expectedTwoNumbers',
  trueOrFalse: 'models.expectedTrueOrFalse',
  list: 'models.expectedList',
  table: 'models.expectedTable',
  length: 'models.expectedLength',
};

const LANGUAGE: Record<Language, TextKey> = {
  fi: 'models.languageFi',
  sv: 'models.languageSv',
  en: 'models.languageEn',
};

/** «Line 14, phases.2.length: …» in the page's language. */
export function faultText(fault: Fault): string {
  const { key, values } = phraseOf(fault);
  const said = { line: String(fault.line), field: fault.field, fault: t(key, values) };
  return fault.field === '' ? t('models.atLine', said) : t('models.atField', said);
}

function phraseOf(fault: Fault): { key: TextKey; values?: Values } {
  switch (fault.code) {
    case 'wrongKind':
      return { key: EXPECTED[fault.expected] };
    case 'missingLanguage':
      return { key: 'models.missingLanguage', values: { language: t(LANGUAGE[fault.language]) } };
    case 'syntax':
      return { key: 'models.syntax', values: { detail: fault.detail } };
    case 'unknownField': {
      const { meant } = fault;
      return meant ? { key: 'models.unknownFieldMeant', values: { meant } } : { key: 'models.unknownField' };
    }
    case 'unknownWord':
      return { key: 'models.unknownWord', values: { allowed: fault.allowed.join(', ') } };
    case 'tooLong':
    case 'tooMany':
      return { key: `models.${fault.code}`, values: { max: fault.max } };
    case 'outOfRange':
      return { key: 'models.outOfRange', values: { min: fault.min, max: fault.max } };
    case 'overlaps':
      return { key: 'models.overlaps', values: { other: fault.other } };
    default:
      return { key: `models.${fault.code}` };
  }
}
