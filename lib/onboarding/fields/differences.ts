/** Texts by name; one that is absent or empty stands for nothing. */
type Texts = Readonly<Record<string, string | undefined>>;

const LONGEST = 60;

/** In what a consumer differs from what was given for it, as people are told: name, what was given, what is stored. */
export function differences(stored: Texts, given: Texts): readonly string[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(given)])].flatMap((name) => {
    const [got = '', present = ''] = [given[name], stored[name]];
    return got === present ? [] : [`${name} (got ${shown(got)}, stored ${shown(present)})`];
  });
}

function shown(text: string): string {
  if (text === '') return 'none';
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}
