import { join } from 'node:path';
import { run } from './command';
import type { Emulator } from './emulator';
import { PYTHON } from './python';

/** What is in the emulator's account. */
export interface Inventory {
  readonly stacks: Readonly<Record<string, { readonly status: string; readonly changed: string }>>;
  /** Names by kind of everything that a stack makes. */
  readonly remains: Readonly<Record<string, readonly string[]>>;
  readonly secrets: readonly { readonly name: string; readonly deleted: boolean }[];
}

export async function takeInventory({ env }: Emulator): Promise<Inventory> {
  const { stdout } = await run(PYTHON, [join(__dirname, 'inventory.py')], { name: 'inventory', env });
  return JSON.parse(stdout) as Inventory;
}
