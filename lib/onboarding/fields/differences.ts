/** Texts by name; an absent text and an empty one mean the same. */
type Texts = Readonly<Record<string, string | undefined>>;

const LONGEST = 60;

/** Differences between a stored consumer and a given one, for messages: name, given text, stored text. */
export function differences(stored: Texts, given: Texts): readonly string[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(given)])].flatMap((name) => {
    const [got = '', kept = ''] = [given[name], stored[name]];
    return got === kept ? [] : [`${name} (got ${shown(got)}, stored ${shown(kept)})`];
  });
}

function shown(text: string): string {
  if (text === '') return 'none';
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}
