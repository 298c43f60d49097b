import type { ApiKeyState } from '../ports';

/** Compares API keys by age, the oldest first; by id if they are equally old. */
export function byAge(a: ApiKeyState, b: ApiKeyState): number {
  return (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1);
}
