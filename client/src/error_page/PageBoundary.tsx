// Around a page: when something in it breaks, says what is safe and offers to load it again, where a white page would stand.

import { ErrorBoundary, type JSX, onMount } from 'solid-js';
import { homeAddress } from '../entering/address';
import { t } from '../i18n';
import './wrong.css';

export function PageBoundary(props: { children: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error: unknown) => {
        console.error(error);
        return <Broken />;
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}

function Broken() {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <div class="wrong">
      <main>
        <div class="wrong-paper">
          <h1 ref={heading} tabindex="-1" data-focus-home>
            {t('broken.heading')}
          </h1>
          <p>{t('broken.what')}</p>
          <p>{t('broken.do')}</p>
        </div>
        <div class="wrong-do">
          <button type="button" class="button button-primary" onClick={() => location.reload()}>
            {t('stale.reload')}
          </button>
          <a class="button" href={homeAddress(document.baseURI)}>
            {t('room.toHome')}
          </a>
        </div>
      </main>
    </div>
  );
}
