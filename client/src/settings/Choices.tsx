// Language, colours and keys: what everybody chooses for their own browser.

import { For } from 'solid-js';
import { language, setLanguage, t } from '../i18n';
import { LANGUAGES } from '../i18n/languages';
import { setTheme, THEMES, theme } from '../look/theme';
import { refuse } from '../messages/messages';
import type { Language } from '../protocol/session';
import { letterKeys, setLetterKeys } from './letter_keys';
import './settings.css';

const THEME_TEXTS = { system: 'app.themeSystem', light: 'app.themeLight', dark: 'app.themeDark' } as const;

export function Choices() {
  let languages!: HTMLFieldSetElement;

  async function speak(next: Language, name: string) {
    if (await setLanguage(next)) return;
    refuse(t('app.languageFailed', { language: name }));
    const staying = languages.querySelector<HTMLInputElement>(`[value="${language()}"]`);
    if (staying !== null) staying.checked = true;
  }

  return (
    <>
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
    </>
  );
}
