// Shows the selected note to everyone, from the bar beside it; for facilitators.

import Lightbulb from 'lucide-solid/icons/lightbulb';
import { Show } from 'solid-js';
import { t } from '../../i18n';
import type { ElementId } from '../../protocol/session';
import { isElementId } from '../ids';
import { useSession } from '../session';
import { deedsIn } from './deeds';

export function SpotlightButton(props: { note: ElementId }) {
  const session = useSession();
  const deeds = deedsIn(session);
  const isShown = () => session.state()?.journey.spotlight === props.note;
  const name = () => t(isShown() ? 'facilitate.spotlightEnd' : 'facilitate.spotlight');

  return (
    <Show when={session.role() === 'facilitator' && session.state() !== null && isElementId(props.note)}>
      <button
        type="button"
        class="button button-icon"
        classList={{ 'spotlight-on': isShown() }}
        aria-label={name()}
        title={name()}
        onClick={() => void deeds.ask({ do: 'spotlight', note: isShown() ? null : props.note })}
      >
        <Lightbulb size={20} aria-hidden="true" />
      </button>
    </Show>
  );
}
