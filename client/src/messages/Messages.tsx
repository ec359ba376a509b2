// Shows the page's passing messages and holds what screen readers are told.

import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { language, t } from '../i18n';
import { patiently } from '../stale/stale';
import {
  ACTIONS_MAX,
  announcement,
  dismiss,
  go,
  type Message,
  messages,
  messagesAt,
  setMessagesAt,
  stay,
  unsay,
  waiting,
} from './messages';
import { isRoomShown } from './StaleSign';
import { TO_MESSAGES } from './to_messages';
import './messages.css';

const loadKey = patiently(() => import('./by_key'));

export function Messages() {
  // Two places by turns: the same text twice is a change both times.
  const odd = createMemo(() => announcement().turn % 2 === 1);
  /** As in messages.css: in a room's bar there is place for one. */
  const places = () => (isRoomShown() ? 1 : ACTIONS_MAX);
  createEffect((before: readonly Message[]) => {
    const wait = waiting(messages(), places());
    for (const message of wait) stay(message.id);
    for (const message of before) {
      if (!wait.includes(message) && messages().includes(message)) go(message.id);
    }
    return wait;
  }, []);
  // There is nothing to lead to before the first.
  const [key, setKey] = createSignal<Awaited<ReturnType<typeof loadKey>>>();
  createEffect(() => {
    if (messages().length > 0) void loadKey().then(setKey);
  });
  createEffect(() => {
    const part = key();
    if (part !== undefined) onCleanup(part.leadToMessages(messagesAt));
  });
  // It was said in the language of then.
  createEffect(on(language, unsay, { defer: true }));
  return (
    <>
      <div class="for-screen-readers" aria-live="polite">
        <span>{odd() ? announcement().text : ''}</span>
        <span>{odd() ? '' : announcement().text}</span>
      </div>
      <div
        class="messages"
        ref={setMessagesAt}
        data-focus-return
        role="log"
        aria-live="polite"
        aria-relevant="additions"
      >
        <For each={messages()}>
          {(message) => (
            <div
              class="message"
              role={message.urgent ? 'alert' : undefined}
              onPointerEnter={() => stay(message.id)}
              onPointerLeave={({ currentTarget }) => {
                if (!currentTarget.contains(document.activeElement)) go(message.id);
              }}
              onFocusIn={() => stay(message.id)}
              onFocusOut={({ currentTarget }) => {
                if (!currentTarget.matches(':hover')) go(message.id);
              }}
            >
              <span lang={message.lang}>{message.text}</span>
              <Show when={message.action}>
                {(action) => (
                  <button
                    type="button"
                    class="message-action"
                    lang={message.lang}
                    aria-keyshortcuts={TO_MESSAGES}
                    onClick={() => {
                      action().run();
                      dismiss(message.id);
                    }}
                  >
                    {action().label}
                  </button>
                )}
              </Show>
              <Show when={message.action?.notNow}>
                {(notNow) => (
                  <button
                    type="button"
                    class="message-action message-not-now"
                    lang={message.lang}
                    onClick={() => dismiss(message.id)}
                  >
                    {notNow()}
                  </button>
                )}
              </Show>
              <button
                type="button"
                class="message-close"
                aria-label={t('app.dismiss')}
                onClick={() => dismiss(message.id)}
              >
                <X size={20} aria-hidden="true" />
              </button>
            </div>
          )}
        </For>
      </div>
    </>
  );
}
