/** A parsed RQL query: its condition, and the order, range and members of the result. */
export interface RqlQuery {
  readonly condition: RqlCondition;
  readonly sort: readonly SortKey[];
  readonly limit?: { readonly start: number; readonly count: number };
  readonly select?: readonly string[];
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'like';

export type RqlCondition =
  | { readonly type: 'and' | 'or'; readonly terms: readonly RqlCondition[] }
  | { readonly type: 'not'; readonly term: RqlCondition }
  | { readonly type: 'compare'; readonly comparison: Comparison; readonly property: string; readonly value: string }
  | { readonly type: 'in' | 'out'; readonly property: string; readonly values: readonly string[] }
  | { readonly type: 'implementing' | 'composing'; readonly apsType: string };

interface SortKey {
  readonly property: string;
  readonly direction: 'ascending' | 'descending';
}

/** Reports a query that is not valid RQL; the message says where and why. */
export class RqlError extends Error {
  override readonly name = 'RqlError';
}

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'like']);

/** A call with its texts still encoded. */
interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
}
type Argument = string | Call | readonly string[];

/**
 * Parses a raw query as the platform's RQL (SDK documentation, "RQL"): `&` and `,` join terms, infix `name=like=*x*` and
 * `name=x` are comparisons, texts are percent-decoded after parsing. `%28` and `%29` break the platform's parser, so
 * they are refused here.
 * @throws RqlError
 */
export function parseRql(query: string): RqlQuery {
  const encoded = /%2[89]/.exec(query);
  if (encoded) throw new RqlError(`unexpected ${encoded[0]} at ${encoded.index}: parentheses must not be encoded`);
  const calls = new RqlReader(query).readQuery().flatMap(flatten);
  const conditions = calls.filter((call) => !SHAPING.has(call.name)).map(toCondition);
  const sort = calls.filter((call) => call.name === 'sort').flatMap((call) => texts(call).map(toSortKey));
  const limit = calls
    .filter((call) => call.name === 'limit')
    .map(toLimit)
    .at(-1);
  const select = calls.filter((call) => call.name === 'select').flatMap(texts);
  return {
    condition: { type: 'and', terms: conditions },
    sort,
    ...(limit === undefined ? {} : { limit }),
    ...(select.length === 0 ? {} : { select }),
  };
}

const SHAPING: ReadonlySet<string> = new Set(['sort', 'limit', 'select']);

/** Flattens `and(…,sort(…),limit(…))`, which means the same as its terms next to each other. */
function flatten(call: Call): readonly Call[] {
  return call.name === 'and' ? call.args.map((arg) => asCall(arg, 'and')).flatMap(flatten) : [call];
}

class RqlReader {
  private position = 0;

  constructor(private readonly source: string) {}

  readQuery(): readonly Call[] {
    const calls: Call[] = [];
    while (this.position < this.source.length) {
      if (this.take('&') || this.take(',')) continue;
      calls.push(this.readTerm());
      const next = this.source[this.position];
      if (next !== undefined && next !== '&' && next !== ',') throw this.unexpected();
    }
    return calls;
  }

  /** `name(…)`, `name=value` or `name=operator=value`. */
  private readTerm(): Call {
    const name = this.readText();
    if (name === '') throw this.unexpected();
    if (this.take('(')) return { name: decode(name), args: this.readArguments() };
    if (!this.take('=')) throw new RqlError(`"${decode(name)}" is neither a function nor a comparison`);
    const second = this.readOperand();
    if (!this.take('=')) return { name: 'eq', args: [decode(name), second] };
    return { name: String(second), args: [decode(name), this.readOperand()] };
  }

  private readArguments(): readonly Argument[] {
    const args: Argument[] = [];
    if (this.take(')')) return args;
    for (;;) {
      args.push(this.readArgument());
      if (this.take(')')) return args;
      if (!this.take(',') && !this.take('&')) throw this.unexpected();
    }
  }

  private readArgument(): Argument {
    const start = this.position;
    const operand = this.readOperand();
    if (typeof operand !== 'string') return operand;
    if (this.take('(')) return { name: operand, args: this.readArguments() };
    if (this.source[this.position] !== '=') return operand;
    this.position = start;
    return this.readTerm();
  }

  /** A text, or a list of texts in parentheses. */
  private readOperand(): string | readonly string[] {
    if (!this.take('(')) return decode(this.readText());
    const values = [decode(this.readText())];
    while (this.take(',')) values.push(decode(this.readText()));
    if (!this.take(')')) throw this.unexpected();
    return values;
  }

  private readText(): string {
    const text = /[^&,()=]*/y;
    text.lastIndex = this.position;
    const match = text.exec(this.source)?.[0] ?? '';
    this.position += match.length;
    return match;
  }

  private take(character: string): boolean {
    if (this.source[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private unexpected(): RqlError {
    const found = this.source[this.position];
    return new RqlError(found === undefined ? 'unexpected end' : `unexpected "${found}" at ${this.position}`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RqlError(`"${text}" is not valid percent-encoding`);
  }
}

function toCondition(call: Call): RqlCondition {
  const { name, args } = call;
  if (name === 'and' || name === 'or') return { type: name, terms: args.map((arg) => toCondition(asCall(arg, name))) };
  if (name === 'not') return { type: 'not', term: toCondition(asCall(args[0], name)) };
  if (name === 'implementing' || name === 'composing') return { type: name, apsType: single(call, 0) };
  if (name === 'in' || name === 'out') {
    const values = args[1];
    if (!Array.isArray(values)) throw new RqlError(`${name}() needs a list: ${name}(property,(a,b))`);
    return { type: name, property: single(call, 0), values: values as readonly string[] };
  }
  if (!COMPARISONS.has(name)) throw new RqlError(`unknown function ${name}()`);
  if (args.length !== 2) throw new RqlError(`${name}() needs two arguments, got ${args.length}`);
  return { type: 'compare', comparison: name as Comparison, property: single(call, 0), value: single(call, 1) };
}

function asCall(argument: Argument | undefined, of: string): Call {
  if (argument === undefined || typeof argument === 'string' || Array.isArray(argument)) {
    throw new RqlError(`${of}() takes conditions`);
  }
  return argument as Call;
}

function single(call: Call, index: number): string {
  const argument = call.args[index];
  if (typeof argument !== 'string' || argument === '')
    throw new RqlError(`argument ${index + 1} of ${call.name}() must be text`);
  return argument;
}

function texts(call: Call): readonly string[] {
  return call.args.map((_argument, index) => single(call, index));
}

function toSortKey(text: string): SortKey {
  const direction = text.startsWith('-') ? 'descending' : 'ascending';
  const property = text.replace(/^[+-]/, '');
  // API Gateway turns a raw + in a query into a space, and no property has such a name.
  if (!/^[\w.]+$/.test(property)) throw new RqlError(`sort() got the property ${JSON.stringify(property)}`);
  return { property, direction };
}

function toLimit(call: Call): { readonly start: number; readonly count: number } {
  const [start, count] = texts(call).map(Number);
  if (!Number.isInteger(start) || (count !== undefined && !Number.isInteger(count))) {
    throw new RqlError('limit() takes whole numbers: limit(start,count)');
  }
  // The platform's default count (SDK documentation).
  return { start: start ?? 0, count: count ?? 1000 };
}
