// The field for a new note in one's basket, and the colour and section that it gets.

import './draft_colour.css';
import './composer.css';
import { createEffect, createMemo, createUniqueId, on, onMount, Show } from 'solid-js';
import { Swatches } from '../../board/controls/Swatches';
import { isNoteColor } from '../../board/document/note';
import { paperOf } from '../../board/presence/colour';
import { isToOffer } from '../../board/rights/rights';
import { isFocusNowhere } from '../../focus/keep_focus';
import { goUnasked } from '../../focus/unasked';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { announce, refuse, tell } from '../../messages/messages';
import { DRAFTS_IN_BASKET_MAX, type Draft, NOTE_CHARS_MAX } from '../../protocol/session';
import { areaOf, areaToOfferIn, isLaidAtOnce } from '../area_of_phase';
import { newSessionId } from '../ids';
import { runningPhase } from '../session';
import { type Drafted, type DraftLook, draftOf, draftsPasted, inCommands } from './basket';
import { tellSent } from './handed_back';
import { SectionField } from './SectionField';
import { type Task, useTask } from './task';
import { areaAsked } from './way_to_basket';

/** Enter puts the note into the basket, or sends it for a facilitator's nod as well, and starts the next. What is half-written waits in this browser, whatever comes. */
export function Composer(props: { sends?: boolean }) {
  const task = useTask();
  const field = createUniqueId();
  const note = createNextNote(task);
  let area: HTMLTextAreaElement | undefined;

  const packed = () => task.own().drafts.length;
  /** What is for an area that takes notes at once waits for nobody. A note is made by whoever is here. */
  const laysNow = () => {
    const { section } = note.look();
    const { rights } = task.state().journey;
    const isMine = task.who === task.session.me;
    return props.sends === true && isMine && isLaidAtOnce(rights, section) && task.board.mayAdd(section);
  };

  /** Whether it was kept; where not, the words stay where they are. */
  function keep(drafted: Drafted): readonly Draft[] {
    if ('not' in drafted) {
      if (drafted.not === 'tooLong') refuse(t('tasks.noteTooLong', { max: NOTE_CHARS_MAX }));
      if (drafted.not === 'tooMany') refuse(t('tasks.basketFull', { max: DRAFTS_IN_BASKET_MAX }));
      return [];
    }
    if (laysNow() && drafted.drafts.every(({ text }) => task.board.addNote(text, note.look().section)))
      return [];
    for (const drafts of inCommands(drafted.drafts)) {
      void task.does({ do: 'putDrafts', drafts });
      if (props.sends) void task.does({ do: 'offer', drafts: drafts.map(({ id }) => id) });
    }
    if (props.sends) tellSent(drafted.drafts.map(({ id }) => id));
    else announce(t('tasks.kept', { count: packed() }));
    return drafted.drafts;
  }

  function keepTyped(): void {
    const drafts = draftOf(note.text(), note.look(), packed(), newSessionId);
    if (!('not' in drafts)) note.startNext();
    keep(drafts);
  }

  function paste(event: ClipboardEvent): void {
    if (note.text().trim() !== '') return;
    const drafted = draftsPasted(
      event.clipboardData?.getData('text/plain') ?? '',
      note.look(),
      packed(),
      newSessionId,
    );
    if (drafted === null) return;
    event.preventDefault();
    const drafts = keep(drafted);
    if (drafts.length === 0) return;
    tell(t('tasks.pasted', { count: drafts.length }), {
      label: t('app.undo'),
      run: () => void task.does({ do: 'dropDrafts', drafts: drafts.map(({ id }) => id) }),
    });
  }

  createEffect(
    on(
      areaAsked,
      (asked) => {
        if (asked !== null) note.put({ section: asked.area ?? '' });
      },
      { defer: true },
    ),
  );

  onMount(() => {
    // Who is somewhere else stays there. The rest of what somebody was writing
    // when the phase before ended is no note.
    const isNowhere = document.activeElement === document.body && !isFocusNowhere();
    if (isNowhere) goUnasked(area);
  });

  return (
    <form
      class="task-composer"
      data-color={note.look().color}
      onSubmit={(event) => {
        event.preventDefault();
        keepTyped();
        area?.focus();
      }}
    >
      <label for={field} class="for-screen-readers">
        {t('tasks.composer')}
      </label>
      <textarea
        id={field}
        dir="auto"
        rows={3}
        placeholder={t(props.sends ? 'offering.offerComposerHint' : 'tasks.composerHint')}
        enterkeyhint="done"
        {...note.mark('text')}
        value={note.text()}
        ref={(element) => {
          area = element;
        }}
        onInput={(event) => note.put({ text: event.currentTarget.value })}
        onPaste={paste}
        onKeyDown={(event) => {
          if (keyOf(event) !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          keepTyped();
        }}
      />
      <div class="task-composer-row">
        <Swatches chosen={note.look().color} onChoose={(chosen) => note.put({ color: chosen })} />
      </div>
      <SectionField chosen={note.look().section} onChoose={(chosen) => note.put({ section: chosen ?? '' })} />
      <Show when={laysNow()}>
        <p class="task-quiet" role="status">
          {t('offering.notHere')}
        </p>
      </Show>
      <button type="submit" class="button button-primary">
        {t(laysNow() ? 'tasks.lay' : props.sends ? 'offering.send' : 'tasks.keep')}
      </button>
    </form>
  );
}

/** The note that is written next, in the colour and section of the one before. */
function createNextNote(task: Task) {
  const { session, board } = task;
  /** Where it goes unless its writer chooses another. */
  const area = createMemo(() => {
    const { rights } = task.state().journey;
    const offered = isToOffer(session.role(), rights) ? areaToOfferIn(rights, board.sections()) : null;
    return offered ?? areaOf(runningPhase(task.state()), board.sections()) ?? '';
  });
  /** None before the first: until another was chosen it is one's own paper. */
  let lastLook: { color?: string; section?: string } = {};
  const form = keepForm({
    purpose: { kind: 'draft', who: task.who, of: '' },
    texts: ['text'],
    was: () => ({ text: '', color: paperOf(task.who), section: area(), ...lastLook }),
  });
  const look = (): DraftLook => {
    const color = form.words().color ?? '';
    return { color: isNoteColor(color) ? color : 'yellow', section: form.words().section || null };
  };
  return {
    text: () => form.words().text ?? '',
    look,
    put: form.put,
    mark: form.mark,
    startNext(): void {
      const { color, section } = look();
      lastLook = { color, section: section ?? '' };
      form.clear();
    },
  };
}
