// Language, colours and keys, behind one button.

import Settings2 from 'lucide-solid/icons/settings-2';
import { For, type JSX } from 'solid-js';
import { homeAddress } from '../entering/address';
import { language, setLanguage, t } from '../i18n';
import { LANGUAGES } from '../i18n/languages';
import { setTheme, THEMES, theme } from '../look/theme';
import { refuse } from '../messages/messages';
import type { Language } from '../protocol/session';
import { letterKeys, setLetterKeys } from './letter_keys';
import './settings.css';

const THEME_TEXTS = { system: 'app.themeSystem', light: 'app.themeLight', dark: 'app.themeDark' } as const;

/** `children` are ways on that belong to where it stands; `mark` says that there is something new among them, and `name` says it in words. */
export function Settings(props: { children?: JSX.Element; name?: string; mark?: JSX.Element }) {
  let languages!: HTMLFieldSetElement;

  async function speak(next: Language, name: string) {
    if (await setLanguage(next)) return;
    refuse(t('app.languageFailed', { language: name }));
    const staying = languages.querySelector<HTMLInputElement>(`[value="${language()}"]`);
    if (staying !== null) staying.checked = true;
  }

  return (
    <div class="settings">
      <button
        type="button"
        class="button button-icon"
        popovertarget="settings"
        aria-label={props.name ?? t('app.settings')}
        title={t('app.settings')}
      >
        <Settings2 size={20} aria-hidden="true" />
        {props.mark}
      </button>
      <div id="settings" popover="auto" class="popover panel" role="dialog" aria-label={t('app.settings')}>
        <fieldset ref={languages}>
          <legend>{t('app.language')}</legend>
          <For each={LANGUAGES}>
            {({ code, name }) => (
              <label class="choice" lang={code}>
                <input
                  type="radio"
                  name="language"
                  value={code}
                  checked={language() === code}
                  onChange={() => void speak(code, name)}
                />
                {name}
              </label>
            )}
          </For>
        </fieldset>
        <fieldset>
          <legend>{t('app.theme')}</legend>
          <For each={THEMES}>
            {(one) => (
              <label class="choice">
                <input type="radio" name="theme" checked={theme() === one} onChange={() => setTheme(one)} />
                {t(THEME_TEXTS[one])}
              </label>
            )}
          </For>
        </fieldset>
        <fieldset>
          <legend>{t('app.keys')}</legend>
          <label class="choice">
            <input
              type="checkbox"
              checked={letterKeys()}
              onChange={(event) => setLetterKeys(event.currentTarget.checked)}
            />
            {t('app.letterKeys')}
          </label>
        </fieldset>
        {props.children}
        <a class="button" href={homeAddress(document.baseURI)}>
          {t('room.toHome')}
        </a>
        <a href="licences" target="_blank" rel="noopener">
          {t('app.licences')}
        </a>
      </div>
    </div>
  );
}
