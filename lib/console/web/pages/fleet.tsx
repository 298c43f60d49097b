import { CommandLine } from '../parts/command';

/** Every reseller of the environment. */
export function Fleet() {
  return <CommandLine line="reseller list" />;
}
