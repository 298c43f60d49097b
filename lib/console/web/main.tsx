import { render } from 'preact';
import { App } from './app';
import './style/console.css';
import 'uplot/dist/uPlot.min.css';

const root = document.querySelector('#console');
if (root) render(<App />, root);
