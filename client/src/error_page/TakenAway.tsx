// The page of a room that was taken away: it says so, and whoever facilitates can bring it back for a while.

import './knock.css';
import { createResource, createSignal, Show } from 'solid-js';
import { keepRoom } from '../entering/keeping';
import { language, t } from '../i18n';
import { spoken } from '../i18n/languages';
import { refuse } from '../messages/messages';
import { ErrorPage, type ErrorPageProps } from './ErrorPage';

export default function TakenAway(props: ErrorPageProps) {
  // Told to facilitators alone: for all others it is as good as gone.
  const [kept] = createResource(
    () => props.room,
    async (room) => {
      const answer = await keepRoom(room, {});
      return answer.ok ? answer.value : undefined;
    },
  );
  const [isAsking, setAsking] = createSignal(false);

  async function bringBack() {
    if (props.room === undefined || isAsking()) return;
    setAsking(true);
    const answer = await keepRoom(props.room, { takenAway: false });
    setAsking(false);
    if (answer.ok) await props.onTryAgain?.();
    else refuse(t('knock.notBroughtBack'));
  }

  const until = () => {
    const goneMs = kept()?.goneMs;
    return goneMs === undefined
      ? undefined
      : new Intl.DateTimeFormat(spoken(language()).locale, { dateStyle: 'long' }).format(goneMs);
  };
  return (
    <ErrorPage
      wrong="takenAway"
      said={{
        heading: t('knock.takenAwayHeading'),
        what: t('knock.takenAwayWhat'),
        act:
          until() === undefined ? t('knock.takenAwayDo') : t('knock.takenAwayUntil', { date: until() ?? '' }),
      }}
      onTryAgain={props.onTryAgain}
      knock={
        <Show when={until()}>
          <button
            type="button"
            class="button button-primary bring-back"
            aria-disabled={isAsking()}
            onClick={() => void bringBack()}
          >
            {t('knock.bringBack')}
          </button>
        </Show>
      }
    >
      {props.children}
    </ErrorPage>
  );
}
