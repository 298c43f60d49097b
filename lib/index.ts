/** Public part of this package: constructs and the configuration that they take. */
export { loadEnvironment } from './config/load-environment';
export { ConfigError } from './config/problem';
