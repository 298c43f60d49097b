/** Reads every page of a list. An empty mark ends it, as some services send one. */
export async function allPages<T>(
  read: (mark: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let mark: string | undefined;
  do {
    const { items, next } = await read(mark);
    all.push(...items);
    mark = next || undefined;
  } while (mark !== undefined);
  return all;
}
