/** A rule for writing RQL so that it is signed, forwarded and read as it is meant. */
export interface RqlRule {
  readonly rule: string;
  readonly write?: string;
  readonly instead?: string;
  /** It is about signatures only. */
  readonly ofSignatures?: boolean;
}

/** The rules, the most frequent first. */
export const RQL_RULES: readonly RqlRule[] = [
  {
    rule: 'RQL terms are parameters with empty values. Sign each term as a name; its value is empty. Or end each term in the URL with =. Both have the same signature.',
    write: '?sort(name)&limit(0,50)',
    ofSignatures: true,
  },
  {
    rule: 'Leave ( ) , * : and / in a query as they are. Percent-encoded, they reach the platform as the characters themselves, so encoding them hides nothing.',
    write: 'like(name,*bakery*)',
    instead: 'like%28name%2C*bakery*%29',
  },
  {
    rule: 'Percent-encode all other characters of a value, as UTF-8.',
    write: 'eq(fullName,Max%20M%C3%BCller)',
    instead: 'eq(fullName,Max Müller)',
  },
  {
    rule: 'A + in a query is a space. Sort upwards without it, and send a real plus as %2B.',
    write: 'sort(name)',
    instead: 'sort(+name)',
  },
  {
    rule: 'A comma or a parenthesis inside a value cannot be sent: it ends the value, encoded or not. Search with * in its place.',
    write: 'like(name,ACME*UK*)',
    instead: 'eq(name,ACME, (UK))',
  },
  {
    rule: 'Inside and(…), join terms with commas: a query is split at each &.',
    write: 'and(like(name,*o*),sort(name))',
    instead: 'and(like(name,*o*)&sort(name))',
  },
  { rule: 'Send no semicolon, because the gateway splits the query at it.', write: '%3B', instead: ';' },
  { rule: 'Percent-encode = inside a value.', write: '%3D', instead: '=' },
  { rule: 'Send each term once, and no & without a term after it.', write: '?a&b', instead: '?a&a&&b&' },
  {
    rule: 'Let no path end in a slash.',
    write: '/aps/2/resources?limit(0,50)',
    instead: '/aps/2/resources/?limit(0,50)',
  },
  {
    rule: 'Page through long lists: start and count.',
    write: 'limit(50,50)',
  },
];

/** Texts that must not become RQL. */
export const NEVER_BUILD: readonly string[] = [
  'Never build a term from text that a person typed, such as a name in a search field. A comma, a parenthesis or a * in it makes another filter, and a wrong filter may select what is then changed or deleted. Accept letters, digits, spaces, - and _ only, refuse everything else, and percent-encode the rest.',
  'Never build a path from such text. Take ids from earlier answers, and check that they are ids.',
];
