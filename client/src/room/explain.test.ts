import { expect, test } from 'vitest';
import { messages, tell } from '../messages/messages';
import { explain, explainNoMore } from './explain';

test('once other rights hold, nothing of what was said of those before stands there', () => {
  tell('something else');
  explain('only look here');
  explain('only add here');
  explain('only look here');
  expect(messages().map(({ text }) => text)).toEqual(['something else', 'only look here', 'only add here']);
  explainNoMore();
  expect(messages().map(({ text }) => text)).toEqual(['something else']);
});
