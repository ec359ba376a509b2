// Taking along: who promises what, by when, and for which cluster or note.

import { Key } from '@solid-primitives/keyed';
import Pencil from 'lucide-solid/icons/pencil';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { countCharacters } from '../../board/document/text_patch';
import { type KeptForm, keepForm } from '../../half_written/field';
import { language, t } from '../../i18n';
import { spoken } from '../../i18n/languages';
import { announce, refuse, tell } from '../../messages/messages';
import {
  COMMITMENT_CHARS_MAX,
  type Commitment,
  type CommitmentId,
  type ElementId,
} from '../../protocol/session';
import { newSessionId } from '../ids';
import { promiseWords } from '../refused_words';
import { Offline } from './Offline';
import { LastResults } from './Results';
import { useTask } from './task';
import { tellDiscarded, tellWhenGone } from './tell_half_written';

/** Notes that are offered as what a commitment is for: those that got votes, most first. */
const NOTES_OFFERED_MAX = 12;

export function TakeTask() {
  const task = useTask();
  const [edited, setEdited] = createSignal<CommitmentId | null>(null);
  const all = () => task.state().commitments;
  const mayChange = (id: CommitmentId) =>
    task.session.role() === 'facilitator' || task.own().commitments.includes(id);
  tellWhenGone(
    task,
    () => {
      const of = edited();
      return of === null ? null : { kind: 'promise', who: task.who, of };
    },
    (id) => all().some((one) => one.id === id),
  );
  const mayPromise = () => task.session.role() !== 'viewer';

  function drop(commitment: Commitment) {
    const owner =
      [...task.state().own].find(([, { commitments }]) => commitments.includes(commitment.id))?.[0] ??
      task.who;
    void task.doesMyself({ do: 'dropCommitment', commitment: commitment.id });
    tell(t('tasks.promiseDeleted'), {
      label: t('app.undo'),
      run: () => void task.doesFor(owner, { do: 'putCommitment', commitment }),
    });
  }

  return (
    <>
      <LastResults />
      <Show when={mayPromise()}>
        <CommitmentForm commitment={null} onDone={() => announce(t('tasks.promised'))} onCancel={undefined} />
        <Offline />
      </Show>
      <Show when={all().length > 0} fallback={<p class="task-quiet">{t('tasks.takeNone')}</p>}>
        <h3>{t('tasks.promises', { count: all().length })}</h3>
        <ul class="task-list">
          <Key each={all()} by="id">
            {(commitment) => (
              <Show
                when={edited() === commitment().id}
                fallback={
                  <li class="task-said task-said-row" data-promise={commitment().id}>
                    <PromiseText commitment={commitment()} />
                    <Show when={mayPromise() && mayChange(commitment().id)}>
                      <span class="task-said-tools">
                        <button
                          type="button"
                          class="button button-icon"
                          aria-label={t('tasks.changePromise', { what: commitment().what })}
                          title={t('tasks.change')}
                          onClick={() => setEdited(commitment().id)}
                        >
                          <Pencil size={20} aria-hidden="true" />
                        </button>
                        <button
                          type="button"
                          class="button button-icon"
                          aria-label={t('tasks.dropPromise', { what: commitment().what })}
                          title={t('board.delete')}
                          onClick={() => drop(commitment())}
                        >
                          <Trash size={20} aria-hidden="true" />
                        </button>
                      </span>
                    </Show>
                  </li>
                }
              >
                <li
                  class="task-said"
                  data-focus-after={`[data-promise="${CSS.escape(commitment().id)}"] button`}
                >
                  <CommitmentForm
                    commitment={commitment()}
                    onDone={() => setEdited(null)}
                    onCancel={() => setEdited(null)}
                  />
                </li>
              </Show>
            )}
          </Key>
        </ul>
      </Show>
    </>
  );
}

function PromiseText(props: { commitment: Commitment }) {
  const task = useTask();
  const details = () => {
    const { who, byWhen, target } = props.commitment;
    const parts = [who, byWhen === null ? '' : t('tasks.by', { day: dayText(byWhen) })];
    return [...parts, target === null ? '' : task.titleOf(target)].filter((part) => part !== '').join(' · ');
  };
  return (
    <span>
      <strong dir="auto">{props.commitment.what}</strong>
      <span class="task-quiet task-details">{details()}</span>
    </span>
  );
}

/** A day as its reader writes it. It is a day, not a moment: no zone moves it. */
function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const format = new Intl.DateTimeFormat(spoken(language()).locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1));
}

function CommitmentForm(props: {
  commitment: Commitment | null;
  onDone(): void;
  onCancel: (() => void) | undefined;
}) {
  const task = useTask();
  const field = createUniqueId();
  const was = props.commitment;
  let lastWho: string | null = null;
  const form = keepForm({
    purpose: { kind: 'promise', who: task.who, of: was?.id ?? '' },
    texts: ['what', 'byWhen', 'who'],
    was: () =>
      was === null
        ? { what: '', who: lastWho ?? task.nameOf(task.who), byWhen: '', target: '' }
        : promiseWords(was),
    about: () => was?.what ?? '',
  });
  const part = (name: 'what' | 'who' | 'byWhen' | 'target') => form.words()[name] ?? '';
  let first: HTMLTextAreaElement | undefined;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const commitment: Commitment = {
      id: was?.id ?? newSessionId(),
      what: part('what').trim(),
      who: part('who').trim(),
      byWhen: part('byWhen') || null,
      target: part('target') || null,
    };
    if (commitment.what === '') {
      first?.focus();
      refuse(t('tasks.promiseEmpty'));
      return;
    }
    const count = Math.max(countCharacters(commitment.what), countCharacters(commitment.who));
    if (count > COMMITMENT_CHARS_MAX) {
      refuse(t('tasks.tooLong', { max: COMMITMENT_CHARS_MAX, count }));
      return;
    }
    // Shown at once: the field is ready for the next while this one is on its way. Where it is refused it comes back.
    lastWho = commitment.who || lastWho;
    form.clear();
    const done = task.does({ do: 'putCommitment', commitment });
    if (was === null) first?.focus();
    if (was !== null || (await done)) props.onDone();
  }

  return (
    <form class="task-form" onSubmit={(event) => void submit(event)}>
      <label for={`${field}-what`}>{t('tasks.what')}</label>
      <textarea
        id={`${field}-what`}
        class="field"
        dir="auto"
        rows={2}
        data-focus-first={was === null ? undefined : true}
        {...form.mark('what')}
        value={part('what')}
        ref={(element) => {
          first = element;
        }}
        onInput={(event) => form.put({ what: event.currentTarget.value })}
      />
      <WhoAndWhen id={field} form={form} />
      <label for={`${field}-for`}>{t('tasks.target')}</label>
      <Targets id={`${field}-for`} chosen={part('target')} onChoose={(target) => form.put({ target })} />
      <div class="task-buttons">
        <button type="submit" class="button button-primary">
          {t(was === null ? 'tasks.promise' : 'tasks.done')}
        </button>
        <Show when={props.onCancel}>
          {(cancel) => (
            <button
              type="button"
              class="button"
              onClick={() => {
                tellDiscarded(form.discard());
                cancel()();
              }}
            >
              {t('tasks.cancel')}
            </button>
          )}
        </Show>
      </div>
    </form>
  );
}

function WhoAndWhen(props: { id: string; form: KeptForm }) {
  return (
    <div class="task-pair">
      <div>
        <label for={`${props.id}-who`}>{t('tasks.promiser')}</label>
        <input
          id={`${props.id}-who`}
          class="field"
          autocomplete="off"
          {...props.form.mark('who')}
          value={props.form.words().who ?? ''}
          onInput={(event) => props.form.put({ who: event.currentTarget.value })}
        />
      </div>
      <div>
        <label for={`${props.id}-when`}>{t('tasks.byWhen')}</label>
        <input
          id={`${props.id}-when`}
          class="field"
          type="date"
          value={props.form.words().byWhen ?? ''}
          onInput={(event) => props.form.put({ byWhen: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}

function Targets(props: { id: string; chosen: ElementId; onChoose(target: ElementId): void }) {
  const task = useTask();
  /** Notes that got votes, the one chosen on the board, and the one chosen here. */
  const notes = createMemo(() => {
    const voted = task
      .state()
      .results.flatMap((result) => result.items.filter(({ votes }) => votes > 0).map(({ item }) => item));
    const offered = [props.chosen, task.board.chosen() ?? '', ...voted];
    return [...new Set(offered)]
      .filter((id) => task.board.note(id) !== undefined)
      .slice(0, NOTES_OFFERED_MAX);
  });
  const option = (id: ElementId) => (
    <option value={id} selected={id === props.chosen}>
      {task.titleOf(id)}
    </option>
  );
  return (
    <select
      id={props.id}
      class="field"
      value={props.chosen}
      onChange={(event) => props.onChoose(event.currentTarget.value)}
    >
      <option value="">{t('tasks.targetNone')}</option>
      <Show when={task.board.clusters().length > 0}>
        <optgroup label={t('clusters.keys')}>
          <For each={task.board.clusters()}>{({ id }) => option(id)}</For>
        </optgroup>
      </Show>
      <Show when={notes().length > 0}>
        <optgroup label={t('board.notes')}>
          <For each={notes()}>{option}</For>
        </optgroup>
      </Show>
    </select>
  );
}
