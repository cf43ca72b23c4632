import './shell/theme.css';
import './shell/shell.css';
import './parts/parts.css';
import './features/door/door.css';
import './features/home/home.css';
import './features/desk/desk.css';
import { render } from 'preact';
import './platform/box';
import { listenForLinks } from './platform/router';
import { refresh } from './platform/session';
import { App } from './shell/App';

listenForLinks();
void refresh();
const root = document.getElementById('app');
if (root) render(<App />, root);
