import { expect, test } from 'vitest';
import { linksIn } from './links';

const found = (text: string) =>
  linksIn(text).map(({ shown, href }) => (shown === href ? shown : [shown, href]));

test('addresses are found in words, without the marks around them', () => {
  expect(found('Katso (https://example.fi/a?b=c#d), ja https://kunta.fi/x.')).toEqual([
    'https://example.fi/a?b=c#d',
    'https://kunta.fi/x',
  ]);
  const [link] = linksIn('ks. http://example.fi/a nyt');
  expect(link).toEqual({ from: 4, to: 23, href: 'http://example.fi/a', shown: 'http://example.fi/a' });
});

test('nothing else is a link: no other scheme, no bare name, no mail', () => {
  const others = [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ftp://example.fi/',
    'file:///etc/passwd',
    'mailto:a@example.fi',
    'a@example.fi',
    'www.example.fi',
    '//example.fi/x',
    'example.fi',
    'intent://example.fi#Intent;end',
    'https://',
    'vbscript:https',
  ];
  expect(others.flatMap(found)).toEqual([]);
});

test('an address that seems to lead elsewhere is no link', () => {
  expect(found('https://bank.fi@evil.example/ https://bank.fi:pass@evil.example/')).toEqual([]);
});

test('letters of our languages are shown as they are, and others as what they stand for', () => {
  expect(found('https://työ.fi/ä')).toEqual([['https://työ.fi/ä', 'https://xn--ty-gka.fi/%C3%A4']]);
  // A Cyrillic «а» in a Latin name; a name of Cyrillic letters that look Latin; a dotless i.
  expect(found('https://bаnk.fi/')).toEqual(['https://xn--bnk-6cd.fi/']);
  expect(found('https://аррӏе.com/')).toEqual(['https://xn--80ak6aa92e.com/']);
  expect(found('https://lınk.fi/')).toEqual(['https://xn--lnk-jua.fi/']);
});

test('what looks like markup stays words', () => {
  const [link] = linksIn('https://example.fi/"><img src=x onerror=alert(1)>');
  expect(link?.href).toBe('https://example.fi/');
});
