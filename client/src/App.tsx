// Which page stands at this address.

import { t } from './i18n';

export function App() {
  return <main>{t('home.question')}</main>;
}
