// Words that were half-written when their field went away: where they wait, and what can be done with them.

import './unfolding.css';
import PenLine from 'lucide-solid/icons/pen-line';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, Show } from 'solid-js';
import { useHalfWritten, wordsMark } from '../../half_written/field';
import type { HalfWritten } from '../../half_written/words';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { Draft } from '../../protocol/session';
import { newSessionId } from '../ids';
import { shortened } from '../words';
import { HalfWrittenRow, HalfWrittenRows } from './HalfWrittenRow';
import { goToDraft } from './StillInBasket';
import { useTask } from './task';
import { tellDiscarded } from './tell_half_written';
import { fieldsOf, isOf, nameOfKind, textOf, type WayOn, wayOn } from './ways_on';
import { listedFor, listedTo } from './whose';

/** Folded to a line where there is something else to do than what they were meant for, unless they stand alone. */
export function HalfWrittenWords(props: { alone?: boolean }) {
  const task = useTask();
  const store = useHalfWritten();
  const { session } = task;
  const entries = createMemo(() => {
    const unseen = store.unseen();
    // Where nobody is acted for, everybody's are here.
    if (props.alone === true) return listedTo(session.role(), unseen);
    return listedFor(session, task.state(), task.who, unseen);
  });

  const kind = () => task.state().plan.find(({ id }) => id === task.state().journey.current)?.kind;
  // Told once: whoever unfolds it and writes there keeps it unfolded.
  const isAtHand = createMemo(() => props.alone === true || entries().some((one) => isOf(one, kind())));

  return (
    <Show when={entries().length > 0}>
      <details class="task-kept" open={isAtHand()} data-focus-after=".task-sheet">
        <summary>
          <PenLine size={18} aria-hidden="true" />
          {t('tasks.halfWritten', { count: entries().length })}
        </summary>
        <HalfWrittenRows entries={entries()}>{(one) => <HalfWrittenOne one={one()} />}</HalfWrittenRows>
      </details>
    </Show>
  );
}

function HalfWrittenOne(props: { one: HalfWritten }) {
  const task = useTask();
  const store = useHalfWritten();
  const text = () => textOf(props.one);
  const way = createMemo(() =>
    wayOn(props.one, {
      role: task.session.role(),
      state: task.state(),
      who: task.who,
      hasNote: (note) => task.board.note(note) !== undefined,
      textOf: (element) => task.board.note(element)?.text ?? task.board.cluster(element)?.title ?? null,
      mayChange: task.board.mayChange,
      mayAdd: task.board.mayAdd,
      areas: task.board.sections,
      newId: newSessionId,
    }),
  );
  const isStillThere = (of: string) =>
    task.board.note(of) !== undefined || task.board.clusters().some(({ id }) => id === of);
  const isGone = () => props.one.kind === 'comment' && task.board.note(props.one.of) === undefined;
  const what = () => {
    const { kind, of } = props.one;
    if ((kind === 'note' || kind === 'clusterTitle') && isStillThere(of)) {
      return t(`tasks.halfWritten_${kind}_about`, { about: shortened(task.titleOf(of)) });
    }
    // The numbers of a round are no words, and not listed.
    if (kind === 'round') return '';
    const about = kind === 'comment' && !isGone() ? task.titleOf(of) : props.one.about;
    const named = about !== '' && (kind === 'comment' || kind === 'answer' || kind === 'promise');
    return named
      ? t(`tasks.halfWritten_${kind}_about`, { about: shortened(about) })
      : t(nameOfKind(kind, isStillThere(of)));
  };
  const whose = () => (props.one.who === task.who ? undefined : task.nameOf(props.one.who));

  function goOn(to: NonNullable<WayOn>) {
    if (to.to === 'note') {
      task.board.choose(to.note);
      return;
    }
    if (to.to === 'board') {
      if (task.board.writeOn(to.element, to.words)) store.discard(props.one.id);
      return;
    }
    if (to.to === 'blanket') {
      if (task.board.addNote(to.text, to.area)) store.discard(props.one.id);
      return;
    }
    // Where the room does not take it, it comes back.
    store.discard(props.one.id);
    if (to.to === 'basket') void putIntoBasket(to.draft);
    else void task.does({ do: 'putCommitment', commitment: to.commitment });
  }

  async function putIntoBasket(draft: Draft) {
    const done = task.does({ do: 'putDrafts', drafts: [draft] });
    goToDraft(draft.id);
    if (await done) tell(t('tasks.kept', { count: task.own().drafts.length }));
  }

  function discard() {
    tellDiscarded(store.discard(props.one.id));
  }

  /** Emptied, and left. */
  function leave() {
    if (fieldsOf(props.one).length > 0 && text() === '') store.discard(props.one.id);
  }

  return (
    <HalfWrittenRow
      one={props.one}
      what={what()}
      whose={whose()}
      isNoteGone={isGone()}
      focusAfter={
        way()?.to === 'note' ? wordsMark(props.one, 'text')['data-focus-after'] : '.task-kept > summary'
      }
      onLeave={leave}
      wayOn={
        <Show when={way()}>
          {(to) => (
            <button
              type="button"
              class="button"
              aria-label={`${t(`tasks.halfWrittenTo_${to().to}`)}: ${shortened(text())}`}
              onClick={() => goOn(to())}
            >
              {t(`tasks.halfWrittenTo_${to().to}`)}
            </button>
          )}
        </Show>
      }
    >
      <button
        type="button"
        class="button button-icon"
        aria-label={t('tasks.discardNamed', { text: shortened(text()) })}
        title={t('tasks.discard')}
        onClick={discard}
      >
        <Trash size={20} aria-hidden="true" />
      </button>
    </HalfWrittenRow>
  );
}
