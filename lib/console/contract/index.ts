/** Calls and answers of the console's server. Page and server import them, so they import nothing. */
export * from './calls';
export { matchPath } from './match-path';
export type * from './fleet-views';
export type * from './reseller-views';
export type * from './views';
