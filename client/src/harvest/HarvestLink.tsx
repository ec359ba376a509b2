// The way from a room to its harvest.

import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { harvestAddress } from '../entering/address';
import { follow } from '../entering/pass';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';

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
