/** A page of a list, and the mark of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Cuts a page out of a list. `mark` is the `next` of the page before; an unknown mark starts from the beginning. */
export function page<T>(all: readonly T[], size: number, mark: string | null | undefined): Page<T> {
  const start = mark ? decode(mark) : 0;
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: Buffer.from(`from ${end}`).toString('base64') } : { items };
}

function decode(mark: string): number {
  const start = Number(Buffer.from(mark, 'base64').toString().replace('from ', ''));
  return Number.isInteger(start) && start >= 0 ? start : 0;
}
