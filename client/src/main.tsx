// The page starts here.

import './look/font.css';
import './look/tokens.css';
import './look/base.css';
import './look/paper.css';
import { render } from 'solid-js/web';
import { App, fetchPlace } from './App';
import { keepFocus } from './focus/keep_focus';
import { fetchPageTexts } from './i18n';
import { PAGE_TEXTS } from './texts/page_texts';

// The page says by a relative path where picnic is; the address that it is relative to changes from here on.
const base = document.querySelector('base');
if (base !== null) base.href = document.baseURI;

const root = document.getElementById('picnic');
keepFocus();
fetchPlace();
void fetchPageTexts(PAGE_TEXTS).then(() => {
  if (root === null) return;
  root.replaceChildren();
  render(() => <App />, root);
});
