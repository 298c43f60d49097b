import type { Line, LineGroup } from '../../verify/line';
import { ALWAYS } from '../../verify/verify';
import type { Output } from '../output/output';
import type { Asked } from './read-request';

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

/** Conclusion from all lines. */
export interface Conclusion {
  /** True if no line failed, and of everything that was asked for, at least one line was checked. */
  readonly verified: boolean;
  /** Ids of the lines that were not checked, by reason. */
  readonly notChecked: Readonly<Record<string, readonly string[]>>;
  /** The result in a sentence without its full stop. */
  readonly summary: string;
}

/** Draws the conclusion. A script that only reads the exit code must not take a line that it asked for as proved. */
export function conclude(lines: readonly Line[], asked: Asked): Conclusion {
  const unknown = lines.filter(({ state }) => state === 'unknown');
  const reasons = [...new Set(unknown.map(({ found }) => found))].map(
    (why) => [why, unknown.filter(({ found }) => found === why).map(({ id }) => id)] as const,
  );
  const count = (state: Line['state']) => lines.filter((line) => line.state === state).length;
  const [failed, held] = [count('failed'), count('held')];
  const unanswered = Object.entries(asked)
    .filter(([, ids]) => ids.every((asking) => unknown.some(({ id }) => id === asking)))
    .map(([word]) => word);
  const counts = `${held} held, ${unknown.length} not checked`;
  return {
    verified: failed === 0 && unanswered.length === 0,
    notChecked: Object.fromEntries(reasons),
    summary: failed === 0 ? `${withoutFailure(unanswered)}: ${counts}` : `${failed} failed, ${counts}`,
  };
}

/** Without the simplest correct request, the others prove nothing either. */
function withoutFailure(unanswered: readonly string[]): string {
  if (unanswered.length === 0) return 'Nothing failed';
  return unanswered.includes(ALWAYS) ? 'Nothing was verified' : `No line of ${unanswered.join(', ')} was checked`;
}

/** The lines that were not checked, by reason, and a summary. */
export function endText({ notChecked, summary }: Conclusion, kept: boolean, colors: Output['colors']): string {
  const reasons = Object.entries(notChecked).map(([why, ids]) => `  ${why}: ${ids.join(', ')}`);
  return [
    ...(reasons.length > 0 ? ['', colors.bold('Not checked'), ...reasons] : []),
    '',
    `${summary}.${kept ? ' The result was kept.' : ''}`,
  ].join('\n');
}
