// The page starts here.

import './look/font.css';
import './look/tokens.css';
import './look/base.css';
import './look/paper.css';
import { render } from 'solid-js/web';
import { App } from './App';
import { keepFocus } from './focus/keep_focus';

const root = document.getElementById('picnic');
keepFocus();
if (root !== null) render(() => <App />, root);
