// The way from a room to its harvest.

import Sprout from 'lucide-solid/icons/sprout';
import { harvestAddress } from '../entering/address';
import { follow } from '../entering/pass';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';

export function HarvestLink(props: { room: RoomId }) {
  return (
    <a
      class="button room-menu-way"
      href={harvestAddress(props.room, document.baseURI)}
      onClick={(event) => follow(event, props.room)}
    >
      <Sprout size={20} aria-hidden="true" />
      <span>{t('room.harvest')}</span>
    </a>
  );
}
