// The way from a room to its harvest.

import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';
import { harvestAddress } from '../room/address';
import { follow } from '../room/pass';

export function HarvestLink(props: { room: RoomId }) {
  return (
    <a
      class="button button-icon"
      href={harvestAddress(props.room, document.baseURI)}
      onClick={(event) => follow(event, props.room)}
      aria-label={t('room.harvest')}
      title={t('room.harvest')}
    >
      <ShoppingBasket size={20} aria-hidden="true" />
    </a>
  );
}
