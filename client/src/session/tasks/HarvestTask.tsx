// The harvest: what came of it all is a page of its own, to read, print and pass on.

import { t } from '../../i18n';
import { harvestAddress, readPlace } from '../../room/address';
import { within } from '../../room/pass';

export function HarvestTask() {
  const place = readPlace(location.href, document.baseURI);
  const address = () =>
    place.page === 'room' ? within(place.room, harvestAddress(place.room, document.baseURI)) : '';
  return (
    <>
      <p>{t('tasks.harvestWhat')}</p>
      <a class="button button-primary" href={address()} target="_blank" rel="noopener">
        {t('tasks.harvestOpen')}
      </a>
    </>
  );
}
