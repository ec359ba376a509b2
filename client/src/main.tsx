// The page starts here.

import './look/font.css';
import './look/tokens.css';
import './look/base.css';
import './look/paper.css';
import { render } from 'solid-js/web';
import { App } from './App';

const root = document.getElementById('picnic');
if (root !== null) render(() => <App />, root);
