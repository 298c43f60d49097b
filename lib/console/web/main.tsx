import { render } from 'preact';
import { App } from './app';
import { signIn } from './call';
import './style/console.css';
import 'uplot/dist/uPlot.min.css';

const root = document.querySelector('#console');
// A new address that is opened in this tab changes the fragment only, which loads nothing.
addEventListener('hashchange', () => location.hash.startsWith('#token=') && location.reload());
// If it fails, the first call of the page says what to do.
signIn()
  .catch(() => undefined)
  .finally(() => root && render(<App />, root));
