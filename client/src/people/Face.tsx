// Somebody's face: two letters on the paper that they write on.

import { paperOf } from '../board/presence/colour';
import type { ParticipantId } from '../protocol/session';
import { initials } from './people';
import './people.css';

export function Face(props: { id: ParticipantId; name: string }) {
  return (
    <span class="face" aria-hidden="true" data-color={paperOf(props.id)}>
      {initials(props.name)}
    </span>
  );
}
