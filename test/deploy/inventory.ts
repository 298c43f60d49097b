import { join } from 'node:path';
import { run } from './command';
import type { Emulator } from './emulator';
import { PYTHON } from './python';

/** Contents of the emulator's account. */
export interface Inventory {
  readonly stacks: Readonly<Record<string, { readonly status: string; readonly changed: string }>>;
  /** Names of everything that a stack creates, by kind. */
  readonly remains: Readonly<Record<string, readonly string[]>>;
  readonly secrets: readonly { readonly name: string; readonly deleted: boolean }[];
}

export async function takeInventory({ env }: Emulator): Promise<Inventory> {
  const { stdout } = await run(PYTHON, [join(__dirname, 'inventory.py')], { name: 'inventory', env });
  return JSON.parse(stdout) as Inventory;
}
