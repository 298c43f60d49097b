import type { CutoverCheck } from './check';
import type { CutoverPlan, PlanFacts, PlanStep } from './plan';

/** A cut-over's checks and plan, as `cutover --json` prints them. */
export interface CutoverReport {
  readonly reseller: string;
  readonly environment: string;
  readonly ready: boolean;
  readonly checks: readonly CutoverCheck[];
  readonly plan: CutoverPlan;
}

/** Writes a report as Markdown, for a ticket or a runbook. */
export function markdownOf(
  { ready, checks, plan }: CutoverReport,
  { displayName, reseller, environment }: PlanFacts,
): string {
  const what = plan.direction === 'cutover' ? 'Cut over' : 'Undo the cut-over of';
  return [
    `# ${what} ${displayName} (${reseller}, ${environment})`,
    ...(ready ? [] : ['**Not yet: a check does not hold.**']),
    ...(checks.length === 0 ? [] : ['## Checks', bullets(checks.map(checkText))]),
    '## Value',
    plan.property.value === null
      ? `_${plan.property.name}_: the value from before the cut-over, or empty.`
      : `_${plan.property.name}_, exactly:\n\n${code(plan.property.value)}`,
    '## Privileges on the platform',
    bullets(plan.privileges.map(({ name, level, for: purpose }) => `_${name}_ = ${level}, ${purpose}`)),
    '## Steps',
    plan.steps.map(stepText).join('\n\n'),
    '## Integrators change',
    bullets(plan.integrators),
    plan.direction === 'cutover' ? '## The way back' : '## Cut over again',
    bullets(plan.wayBack),
    '## Not undone at once',
    bullets(plan.notUndoneAtOnce),
  ].join('\n\n');
}

function checkText({ verdict, id, found, remedy }: CutoverCheck): string {
  return `**${verdict}** ${id}: ${found}${remedy === undefined ? '' : ` ${remedy}`}`;
}

function stepText({ who, where, action, exact, expect }: PlanStep, index: number): string {
  const parts = [
    `**${who}**, ${where}: ${action}`,
    ...(exact === undefined ? [] : [code(exact)]),
    ...(expect === undefined ? [] : [`Expect: ${expect}.`]),
  ];
  const [first = '', ...rest] = parts.join('\n\n').split('\n');
  const number = `${index + 1}. `;
  return [number + first, ...rest.map((line) => (line === '' ? '' : ' '.repeat(number.length) + line))].join('\n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
