// What is wrong with a model's file, said to a person.

import { type TextKey, t } from '../i18n';
import type { Values } from '../i18n/phrase';
import type { Expected, Fault } from '../protocol/model';

const EXPECTED: Record<Expected, TextKey> = {
  text: 'faults.expectedText',
  wholeNumber: 'faults.expectedWholeNumber',
  twoNumbers: 'faults.expectedTwoNumbers',
  trueOrFalse: 'faults.expectedTrueOrFalse',
  list: 'faults.expectedList',
  table: 'faults.expectedTable',
  length: 'faults.expectedLength',
};

/** «Line 14, phases.2.length: …» in the page's language. */
export function faultText(fault: Fault): string {
  const { key, values } = phraseOf(fault);
  const said = { line: String(fault.line), field: fault.field, fault: t(key, values) };
  return fault.field === '' ? t('faults.atLine', said) : t('faults.atField', said);
}

function phraseOf(fault: Fault): { key: TextKey; values?: Values } {
  switch (fault.code) {
    case 'wrongKind':
      return { key: EXPECTED[fault.expected] };
    case 'missingLanguage':
      return { key: 'faults.missingLanguage', values: { language: t(`faults.language_${fault.language}`) } };
    case 'syntax':
      return { key: 'faults.syntax', values: { detail: fault.detail } };
    case 'unknownField': {
      const { meant } = fault;
      return meant ? { key: 'faults.unknownFieldMeant', values: { meant } } : { key: 'faults.unknownField' };
    }
    case 'unknownWord':
      return { key: 'faults.unknownWord', values: { allowed: fault.allowed.join(', ') } };
    case 'tooLong':
    case 'tooMany':
      return { key: `faults.${fault.code}`, values: { max: fault.max } };
    case 'outOfRange':
      return { key: 'faults.outOfRange', values: { min: fault.min, max: fault.max } };
    case 'overlaps':
      return { key: 'faults.overlaps', values: { other: fault.other } };
    default:
      return { key: `faults.${fault.code}` };
  }
}
