import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDER = 'lib/constructs';
/** In the order of the reference. */
const FILES = [
  'reseller-gateway-props',
  'props/ui-nodes-props',
  'props/tier-props',
  'props/route-props',
  'props/oauth-props',
  'props/lockout-props',
  'props/domain-props',
  'props/audience-props',
  'props/logs-props',
  'props/alarms-props',
];

/** A member of a props interface, read from its source. */
export interface Prop {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  /** Text of `@default`; absent if there is none. */
  readonly fallback?: string;
}

/** A props interface, read from its source. */
export interface PropsInterface {
  readonly name: string;
  readonly description: string;
  readonly props: readonly Prop[];
}

/** Reads every interface of props from the constructs' sources. */
export function propsInterfaces(): readonly PropsInterface[] {
  return FILES.flatMap((file) => {
    const source = readFileSync(join(ROOT, FOLDER, `${file}.ts`), 'utf8');
    return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport interface (\w+) \{\n([\s\S]*?)\n\}/g)].map(
      ([, comment = '', name = '', body = '']) => ({ name, description: words(comment), props: membersOf(body) }),
    );
  });
}

function membersOf(body: string): readonly Prop[] {
  return [...body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly (\w+)(\??):\s*([^;]+);/g)].map(
    ([, comment = '', name = '', optional = '', type = '']) => {
      const [description = '', fallback] = words(comment).split(' @default ');
      return { name, type: words(type), required: optional === '', description, ...(fallback && { fallback }) };
    },
  );
}

/** Joins the lines of a comment. */
function words(comment: string): string {
  return comment
    .replaceAll(/^\s*\* ?/gm, '')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}

/** A public method of the construct, read from its source. */
export interface ConstructMethod {
  readonly signature: string;
  readonly description: string;
}

/** Reads the grants and metrics of `ResellerGateway`. */
export function constructMethods(): readonly ConstructMethod[] {
  const source = readFileSync(join(ROOT, FOLDER, 'reseller-gateway.ts'), 'utf8');
  return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*((?:grant|metric)[A-Z]\w*\([^)]*\))/g)].map(
    ([, comment = '', signature = '']) => ({
      signature,
      description: words(comment).replace(/\.? @param (\w+)/, '. `$1`:'),
    }),
  );
}
