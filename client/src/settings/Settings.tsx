// Language, colours and keys, behind one button, on a page that is no room.

import Settings2 from 'lucide-solid/icons/settings-2';
import { homeAddress } from '../entering/address';
import { t } from '../i18n';
import { Choices } from './Choices';

export default function Settings() {
  return (
    <div class="settings">
      <button
        type="button"
        class="button button-icon"
        popovertarget="settings"
        aria-label={t('app.settings')}
        title={t('app.settings')}
      >
        <Settings2 size={20} aria-hidden="true" />
      </button>
      <div id="settings" popover="auto" class="popover panel" role="dialog" aria-label={t('app.settings')}>
        <Choices />
        <a class="button" href={homeAddress(document.baseURI)}>
          {t('room.toHome')}
        </a>
        <a href="licences" target="_blank" rel="noopener">
          {t('app.licences')}
        </a>
      </div>
    </div>
  );
}
