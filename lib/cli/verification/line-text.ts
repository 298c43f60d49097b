import type { Line, LineGroup } from '../../verify/line';
import type { Output } from '../output/output';

const TITLES: Readonly<Record<LineGroup, string>> = {
  connection: 'Connection',
  accepted: 'Correct requests',
  payloads: 'Bodies and cookies',
  rql: 'RQL',
  tokens: 'Bearer tokens',
  refused: 'Refusals',
  routes: "The gateway's own answers",
};

/** Wide enough for the ids of all lines that can be checked from outside. */
const ID_WIDTH = 26;
/** Width of the state and the spaces around it. */
const INDENT = ' '.repeat(10);

/** Texts of lines that were checked, each group under its title. Lines that were not come together at the end. */
export class LineTexts {
  private group: LineGroup | undefined;

  constructor(private readonly colors: Output['colors']) {}

  /** The text of a line; nothing for one that was not checked. */
  next({ group, id, title, state, found, failure }: Line): readonly string[] {
    if (state === 'unknown') return [];
    const { colors } = this;
    const heading = group === this.group ? [] : ['', colors.bold(TITLES[group])];
    this.group = group;
    const color = { held: colors.green, failed: colors.red, noted: colors.yellow }[state];
    const text = `  ${color(state.padEnd(6))}  ${colors.bold(id.padEnd(ID_WIDTH))}  ${title}`;
    if (failure === undefined) return [...heading, found === '' ? text : `${text} (${found})`];
    const details = [`found: ${found}`, `means: ${failure.means}`, `for:   the ${failure.by}`];
    return [...heading, text, ...details.map((detail) => INDENT + detail)];
  }
}

/** The lines that were not checked, by reason, and a summary. */
export function endText(lines: readonly Line[], kept: boolean, colors: Output['colors']): string {
  const unknown = lines.filter(({ state }) => state === 'unknown');
  const notChecked = [...new Set(unknown.map(({ found }) => found))].map((why) => {
    const ids = unknown.filter(({ found }) => found === why).map(({ id }) => id);
    return `  ${why}: ${ids.join(', ')}`;
  });
  const count = (state: Line['state']) => lines.filter((line) => line.state === state).length;
  const [failed, held] = [count('failed'), count('held')];
  const checked = unknown.some(({ id }) => id === 'list') ? 'Nothing was verified' : 'Nothing failed';
  const result = failed === 0 ? `${checked}: ${held} held` : `${failed} failed, ${held} held`;
  return [
    ...(notChecked.length > 0 ? ['', colors.bold('Not checked'), ...notChecked] : []),
    '',
    `${result}, ${unknown.length} not checked.${kept ? ' The result was kept.' : ''}`,
  ].join('\n');
}
