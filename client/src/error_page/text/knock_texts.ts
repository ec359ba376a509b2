// What is said before the door comes with it: few people stand there.

import { textsIn } from '../../i18n';

export const KNOCK_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
