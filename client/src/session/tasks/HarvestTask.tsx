// The harvest: what came of it all is a page of its own, to read, print and pass on.

import { harvestAddress, readAddress } from '../../entering/address';
import { follow } from '../../entering/pass';
import { t } from '../../i18n';

export function HarvestTask() {
  const place = readAddress(location.href, document.baseURI);
  const room = place.page === 'room' ? place.room : '';
  return (
    <>
      <p>{t('tasks.harvestWhat')}</p>
      {/* Where the browser keeps no cookies another tab would not be let in: it opens in this one. */}
      <a
        class="button button-primary"
        href={harvestAddress(room, document.baseURI)}
        target="_blank"
        rel="noopener"
        onClick={(event) => follow(event, room)}
      >
        {t('tasks.harvestOpen')}
      </a>
    </>
  );
}
