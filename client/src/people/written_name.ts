// A name as somebody wrote it into a form: on one line, of visible characters. What is too long is refused, never cut.

import { t } from '../i18n';
import { refuse } from '../messages/messages';
import { NAME_CHARS_MAX } from '../protocol/session';
import { onOneLine } from '../visible';

/** The name, empty where none can be seen; null once its writer was told that it is too long. */
export function nameOrRefuse(written: string): string | null {
  const name = onOneLine(written);
  const count = [...name].length;
  if (count <= NAME_CHARS_MAX) return name;
  refuse(t('name.tooLong', { max: NAME_CHARS_MAX, count }));
  return null;
}
