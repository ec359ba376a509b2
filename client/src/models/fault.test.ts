import { expect, test } from 'vitest';
import { addTexts, setLanguage } from '../i18n';
import type { Fault } from '../protocol/model';
import { faultText } from './fault';
import { FAULT_TEXTS } from './text/fault_texts';

test('every fault is said in the language of the page', async () => {
  const at = { line: 14, field: 'phases.2.length' };
  const faults: [Fault, string][] = [
    [{ ...at, code: 'wrongKind', expected: 'length' }, 'keston pitää olla'],
    [{ ...at, code: 'outOfRange', min: 1, max: 1440 }, 'välillä 1–1'],
    [{ ...at, code: 'unknownWord', allowed: ['pack', 'lay'] }, 'pack, lay'],
    [{ ...at, code: 'missingLanguage', language: 'sv' }, 'puuttuu ruotsiksi'],
    [{ ...at, code: 'overlaps', other: 'left' }, 'alueen left päällä'],
    [{ ...at, code: 'tooLong', max: 120 }, 'yli 120 merkkiä'],
    [{ ...at, code: 'unknownField', meant: null }, 'ei ole'],
    [{ ...at, code: 'unknownField', meant: 'length' }, 'Tarkoititko length?'],
    [{ ...at, code: 'duplicateId' }, 'sama tunnus'],
  ];
  await addTexts(FAULT_TEXTS);
  await setLanguage('fi');
  for (const [fault, said] of faults) {
    const text = faultText(fault);
    expect(text).toMatch(/^Rivi 14, phases\.2\.length: /);
    expect(text).toContain(said);
    expect(text).not.toMatch(/[{}]|faults\./);
  }
  expect(faultText({ line: 3, field: '', code: 'syntax', detail: 'x' })).toMatch(/^Rivi 3: /);
  await setLanguage('en');
});
