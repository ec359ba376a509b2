// One thing that is done with a room as a whole, asked in a dialog: what becomes of it is said before, and what can be brought back says how.

import { createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import { Dialog } from '../dialog/Dialog';
import { harvestAddress, roomLink } from '../entering/address';
import { copyRoom, type Kept, keepRoom, renewLink } from '../entering/keeping';
import { follow } from '../entering/pass';
import { language, t } from '../i18n';
import { spoken } from '../i18n/languages';
import { refuse, tell } from '../messages/messages';
import { type RoomId, TITLE_CHARS_MAX, type Tokens } from '../protocol/session';
import type { LifeAct } from './acts';
import './life.css';

export interface LifeProps {
  readonly room: RoomId;
  readonly title: string;
  readonly act: LifeAct;
  /** What became of the room. */
  onKept?(kept: Kept): void;
  /** A link is another: whoever came by the one before is out, but for whoever asked. */
  onRenewed?(link: keyof Tokens): void;
  onClose(): void;
}

export default function LifeDialog(props: LifeProps) {
  return (
    <Dialog heading={t(`life.heading_${props.act}`)} onClose={() => props.onClose()}>
      <div class="life">
        <Show when={props.title !== ''}>
          <p class="life-room">{props.title}</p>
        </Show>
        <Switch>
          <Match when={props.act === 'copy'}>
            <CopyForm {...props} />
          </Match>
          <Match when={props.act === 'links'}>
            <LinksForm {...props} />
          </Match>
          <Match when={props.act === 'archive'}>
            <ArchiveForm {...props} />
          </Match>
          <Match when={props.act === 'takeAway'}>
            <TakeAwayForm {...props} />
          </Match>
        </Switch>
      </div>
    </Dialog>
  );
}

/** Does one thing at a time. */
function createDoing() {
  const [isDoing, setDoing] = createSignal(false);
  async function once<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (isDoing()) return undefined;
    setDoing(true);
    try {
      return await work();
    } finally {
      setDoing(false);
    }
  }
  return { isDoing, once };
}

function CopyForm(props: LifeProps) {
  const { isDoing, once } = createDoing();
  const [codeWanted, setCodeWanted] = createSignal(false);
  const title = createUniqueId();
  const code = createUniqueId();
  let titleField!: HTMLInputElement;
  let codeField: HTMLInputElement | undefined;

  async function copy(contents: boolean) {
    const wanted = [...titleField.value.trim()].slice(0, TITLE_CHARS_MAX).join('');
    const answer = await once(() => copyRoom(props.room, wanted, contents, codeField?.value ?? ''));
    if (answer === undefined) return;
    if (answer.ok) {
      const { room, tokens } = answer.value;
      location.assign(roomLink(room, 'facilitate', tokens.facilitate, document.baseURI));
    } else if (answer.wrong === 'codeNeeded' || answer.wrong === 'codeWrong') {
      setCodeWanted(true);
      codeField?.focus();
    } else {
      refuse(
        t(answer.wrong === 'nobodyMakes' || answer.wrong === 'diskFull' ? 'life.noRoomMade' : 'life.failed'),
      );
    }
  }

  return (
    <>
      <p>{t('life.copyWhat')}</p>
      <p class="life-field">
        <label for={title}>{t('life.copyTitle')}</label>
        <input
          id={title}
          ref={titleField}
          class="field"
          autocomplete="off"
          value={props.title === '' ? '' : t('life.copyOf', { title: props.title })}
        />
      </p>
      <Show when={codeWanted()}>
        <p class="life-field">
          <label for={code}>{t('life.roomCode')}</label>
          <input
            id={code}
            ref={(field) => {
              codeField = field;
            }}
            class="field"
            type="password"
            autocomplete="off"
          />
        </p>
      </Show>
      <div class="life-do">
        <button
          type="button"
          class="button button-primary"
          aria-disabled={isDoing()}
          onClick={() => void copy(false)}
        >
          {t('life.copyStructure')}
        </button>
        <button type="button" class="button" aria-disabled={isDoing()} onClick={() => void copy(true)}>
          {t('life.copyContents')}
        </button>
      </div>
    </>
  );
}

function ArchiveForm(props: LifeProps) {
  const { isDoing, once } = createDoing();
  async function archive() {
    const answer = await once(() => keepRoom(props.room, { archived: true }));
    if (answer === undefined) return;
    if (!answer.ok) return refuse(t('life.failed'));
    props.onKept?.(answer.value);
    props.onClose();
  }
  return (
    <>
      <p>{t('life.archiveWhat')}</p>
      <p>{t('life.archiveEnds')}</p>
      <div class="life-do">
        <button
          type="button"
          class="button button-primary"
          aria-disabled={isDoing()}
          onClick={() => void archive()}
        >
          {t('life.archive')}
        </button>
      </div>
    </>
  );
}

const LINKS: readonly (keyof Tokens)[] = ['join', 'view', 'facilitate'];

function LinksForm(props: LifeProps) {
  const { isDoing, once } = createDoing();
  const [asked, setAsked] = createSignal<keyof Tokens>();
  const [made, setMade] = createSignal<ReadonlySet<keyof Tokens>>(new Set());
  async function renew(link: keyof Tokens) {
    const answer = await once(() => renewLink(props.room, link));
    if (answer === undefined) return;
    setAsked(undefined);
    if (answer.ok) {
      setMade(new Set([...made(), link]));
      props.onRenewed?.(link);
    } else refuse(t(answer.wrong === 'forbidden' ? 'life.notYourLink' : 'life.failed'));
  }
  return (
    <>
      <p>{t('life.linksWhat')}</p>
      <ul class="life-links">
        <For each={LINKS}>
          {(link) => (
            <li>
              <span class="life-link-name">
                {t(`life.link_${link}`)}
                <Show when={made().has(link)}>
                  <span class="life-done" role="status">
                    {t('life.linkIsNew')}
                  </span>
                </Show>
              </span>
              <Show
                when={asked() === link}
                fallback={
                  <button type="button" class="button" onClick={() => setAsked(link)}>
                    {t('life.renew')}
                  </button>
                }
              >
                <button
                  type="button"
                  class="button button-danger"
                  aria-disabled={isDoing()}
                  ref={(button) => queueMicrotask(() => button.focus())}
                  onClick={() => void renew(link)}
                >
                  {t('life.renewSurely')}
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function TakeAwayForm(props: LifeProps) {
  const { isDoing, once } = createDoing();
  async function takeAway() {
    const answer = await once(() => keepRoom(props.room, { takenAway: true }));
    if (answer === undefined) return;
    if (!answer.ok) return refuse(t(answer.wrong === 'forbidden' ? 'life.notYourRoom' : 'life.failed'));
    const { goneMs } = answer.value;
    props.onKept?.(answer.value);
    props.onClose();
    const date = new Intl.DateTimeFormat(spoken(language()).locale, { dateStyle: 'long' }).format(goneMs);
    tell(t('life.takenAway', { date }));
  }
  return (
    <>
      <p>{t('life.takeAwayWhat')}</p>
      <p>{t('life.takeAwayBack')}</p>
      <p>
        <a
          class="button"
          href={harvestAddress(props.room, document.baseURI)}
          onClick={(event) => follow(event, props.room)}
        >
          {t('life.harvestFirst')}
        </a>
      </p>
      <div class="life-do">
        <button
          type="button"
          class="button button-danger"
          aria-disabled={isDoing()}
          onClick={() => void takeAway()}
        >
          {t('life.takeAway')}
        </button>
        <button type="button" class="button" onClick={() => props.onClose()}>
          {t('life.keepIt')}
        </button>
      </div>
    </>
  );
}
