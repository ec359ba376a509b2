// The thread of comments on a note.

import { Key } from '@solid-primitives/keyed';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { countCharacters } from '../../board/document/text_patch';
import { Ask } from '../../dialog/Ask';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { refuse, tell } from '../../messages/messages';
import { COMMENT_CHARS_MAX, type Comment, type CommentId, type ElementId } from '../../protocol/session';
import { commentKeys } from '../comment_keys';
import { useTask } from './task';
import { WhoSees } from './WhoSees';

export function Comments(props: { note: ElementId }) {
  const task = useTask();
  const all = createMemo(() => task.state().comments.filter(({ note }) => note === props.note));
  const keys = commentKeys(task.session.room, task.session.me);
  /** Whose a comment is of those for whom one writes. */
  const writerOf = (id: CommentId) =>
    [...task.state().own].find(([, { comments }]) => comments.includes(id))?.[0] ?? task.who;
  /** Read once for each change of the thread: what is written here comes into it. */
  const known = createMemo(() => {
    all();
    return keys.known();
  });
  const isKnownAsMine = (id: CommentId) =>
    [...task.state().own.values()].some(({ comments }) => comments.includes(id));

  const isMine = (id: CommentId) => isKnownAsMine(id) || known().has(id);
  const mayTakeAway = (id: CommentId) => task.session.role() === 'facilitator' || isMine(id);

  /** The comment of somebody else that is about to be taken away for good. */
  const [asked, setAsked] = createSignal<CommentId | null>(null);

  /** Where nobody knows whose it is, its key says that it may be done. */
  function takeAway({ id, text }: Comment) {
    setAsked(null);
    const isOwn = isMine(id);
    const writer = writerOf(id);
    const key = isKnownAsMine(id) ? undefined : keys.of(id);
    // One's own right to it, or that of whoever facilitates: none but they act for others.
    void task.doesMyself({ do: 'dropComment', comment: id, ...(key !== undefined && { key }) });
    const bringBack = () =>
      void task.doesFor(writer, { do: 'comment', comment: keys.draw(), note: props.note, text });
    tell(t('tasks.commentDeleted'), isOwn ? { label: t('app.undo'), run: bringBack } : undefined);
  }

  return (
    <>
      <Show when={all().length > 0}>
        <h3>{t('tasks.comments', { count: all().length })}</h3>
        <ul class="task-list">
          <Key each={all()} by="id">
            {(comment) => (
              <CommentLine
                comment={comment()}
                mayTakeAway={mayTakeAway(comment().id)}
                isAsked={asked() === comment().id}
                onPress={() => (isMine(comment().id) ? takeAway(comment()) : setAsked(comment().id))}
                onTakeAway={() => takeAway(comment())}
                onLeave={() => setAsked(null)}
              />
            )}
          </Key>
        </ul>
      </Show>
      <CommentForm note={props.note} newId={keys.draw} />
    </>
  );
}

function CommentLine(props: {
  comment: Comment;
  mayTakeAway: boolean;
  /** Whether it is really to be taken away for good. */
  isAsked: boolean;
  onPress(): void;
  onTakeAway(): void;
  onLeave(): void;
}) {
  const task = useTask();
  return (
    <li class="task-said task-said-row">
      <span>
        <Show when={props.comment.by}>{(who) => <strong>{task.nameOf(who())} </strong>}</Show>
        <span dir="auto">{props.comment.text}</span>
      </span>
      <Show when={props.mayTakeAway}>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('tasks.dropComment', { text: props.comment.text })}
          title={t('board.delete')}
          onClick={() => props.onPress()}
        >
          <Trash size={20} aria-hidden="true" />
        </button>
      </Show>
      <Show when={props.isAsked}>
        <Ask
          text={t('tasks.dropOthersComment')}
          yes={t('board.delete')}
          danger
          onYes={() => props.onTakeAway()}
          onNo={() => props.onLeave()}
        />
      </Show>
    </li>
  );
}

function CommentForm(props: { note: ElementId; newId(): CommentId }) {
  const task = useTask();
  const field = createUniqueId();
  const whoSees = createUniqueId();
  const form = keepForm({
    purpose: { kind: 'comment', who: task.who, of: props.note },
    texts: ['text'],
    was: () => ({ text: '' }),
    about: () => task.titleOf(props.note),
  });
  const text = () => form.words().text ?? '';

  function say(event: SubmitEvent) {
    event.preventDefault();
    const words = text().trim();
    const count = countCharacters(words);
    if (count === 0) return;
    if (count > COMMENT_CHARS_MAX) {
      refuse(t('tasks.tooLong', { max: COMMENT_CHARS_MAX, count }));
      return;
    }
    form.clear();
    // Where it is refused it comes back into the field.
    void task.does({ do: 'comment', comment: props.newId(), note: props.note, text: words });
  }

  return (
    <form class="task-form" onSubmit={say}>
      <label for={field}>{t('tasks.comment')}</label>
      <textarea
        id={field}
        class="field"
        dir="auto"
        rows={2}
        aria-describedby={whoSees}
        {...form.mark('text')}
        value={text()}
        enterkeyhint="send"
        onInput={(event) => form.put({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (keyOf(event) !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <WhoSees id={whoSees} />
      <button type="submit" class="button">
        {t('tasks.say')}
      </button>
    </form>
  );
}
