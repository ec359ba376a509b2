// Copies a text for somebody and tells what came of it.

import { copyText } from './copy_text';
import { t } from './i18n';
import { announce, refuse } from './messages/messages';

export async function copyTelling(text: string): Promise<void> {
  if (await copyText(text)) announce(t('aroundTasks.copied'));
  else refuse(t('aroundTasks.copyFailed'));
}
