/** The local gateway, which programs load only to start it: it is built into a file of its own. */
export { serveOnTerminal } from '../lib/local/serve-on-terminal';
