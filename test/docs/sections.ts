import { join } from 'node:path';
import { DENY_REFUSALS, GATEWAY_REFUSALS } from '../../lambda/authorizer/contract';
import { type KnownFault, KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import type { Command } from 'commander';
import { accessLogRows, alarmRows, environmentAlarmRows, outputRows, roleRows } from './deployed';
import { buildProgram } from '../../lib/cli/program';
import { referenceTable, shapeTable } from '../../lib/config/shapes/reference';
import { constructMethods, type PropsInterface, propsInterfaces } from './construct-props';
import { NOT_PROPS } from '../../lib/constructs/not-props';
import { type Reason, REASONS } from '../../lib/logs/reasons';
import { NODE_FAULTS } from '../../lib/local/ui-node/faults/node-fault';

export const ROOT = join(__dirname, '..', '..');

type Row = readonly string[];

/** The parts of each page that are made from the code, by path from the root and name of the marker. */
export const PAGES: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/how-to/rehearse-on-localhost.md': { 'node fault keys': () => shapeTable(NODE_FAULTS) },
  'docs/reference/commands.md': {
    commands: () => table(['`aps-gateway …`', 'does'], commandRows(program())),
  },
  'docs/reference/signature-faults.md': {
    'known faults': () =>
      table(
        ['it verifies with …', 'clients that sign so', 'what to do', '`signatureFault`'],
        KNOWN_FAULTS.map(faultRow),
      ),
  },
  'docs/reference/refusals.md': {
    refusals: () =>
      table(
        ['status', '`code`', '`oauth_problem` or `error`', 'what is wrong', 'what to do'],
        [...Object.entries(DENY_REFUSALS), ...Object.entries(GATEWAY_REFUSALS)].map(([code, refusal]) =>
          refusalRow(code, { ...refusal, ...REASONS[code] }),
        ),
      ),
  },
  'docs/reference/what-is-deployed.md': {
    outputs: () => table(['stack', 'output', 'value'], outputRows()),
    alarms: () => table(['alarm', 'threshold', 'fires when'], alarmRows()),
    'environment alarms': () => table(['alarm', 'exists with', 'fires when'], environmentAlarmRows()),
    'access log': () => table(['field', "API Gateway's variable"], accessLogRows()),
    roles: () => table(['role or policy', 'may'], roleRows()),
  },
  'docs/reference/constructs.md': {
    'construct methods': () =>
      table(
        ['method', 'does'],
        constructMethods().map(({ signature, description }) => [`\`${signature}\``, description]),
      ),
    'construct props': () => propsInterfaces().map(propsSection).join('\n\n'),
    'not props': () =>
      table(
        ['key', 'in an app of your own'],
        Object.entries(NOT_PROPS).map(([key, instead]) => [`\`${key}\``, instead]),
      ),
  },
  'config/README.md': {
    'platform keys': () => referenceTable('platform'),
    'reseller keys': () => referenceTable('reseller'),
  },
};

/** A page with every section regenerated; its tables are not padded yet. */
export function withSections(page: string, text: string): string {
  return Object.entries(PAGES[page] ?? {}).reduce((made, [name, make]) => {
    const begin = `<!-- ${name} -->`;
    const start = made.indexOf(begin) + begin.length;
    const end = made.indexOf('<!-- end -->', start);
    if (start < begin.length || end < 0) throw new Error(`${page} has no section between ${begin} and <!-- end -->`);
    return `${made.slice(0, start)}\n\n${make()}\n\n${made.slice(end)}`;
  }, text);
}

function propsSection({ name, description, props }: PropsInterface): string {
  const rows = props.map(({ name: prop, type, fallback, description: meaning }) => [
    `\`${prop}\``,
    `\`${type.replace(/^\| /, '').replaceAll('readonly ', '')}\``,
    fallback === undefined ? '(required)' : fallback.startsWith('- ') ? fallback.slice(2) : `\`${fallback}\``,
    meaning,
  ]);
  return `### ${name}\n\n${description}\n\n${table(['prop', 'type', 'default', 'meaning'], rows)}`;
}

function refusalRow(code: string, refusal: Reason & { error?: string }): Row {
  const { status, message, remedy, withTokens } = refusal;
  return [
    String(status),
    `\`${code}\``,
    refusal.problem ?? refusal.error ?? '',
    message,
    withTokens === undefined ? remedy : `${remedy} At a gateway for bearer tokens only: ${withTokens}`,
  ];
}

function faultRow({ id, clients, sentence, remedy }: KnownFault): Row {
  return [sentence, clients.join(', '), remedy, `\`${id}\``];
}

/** The command tree without anything to run it on: only its words are wanted. */
export function program(): Command {
  return buildProgram({ program: { version: '' }, run: () => () => undefined } as unknown as Parameters<
    typeof buildProgram
  >[0]);
}

function commandRows(command: Command, prefix = ''): Row[] {
  return command.commands.flatMap((child) => {
    const path = `${prefix}${child.name()}`;
    const words = [path, ...child.registeredArguments.map((argument) => argument.name().toUpperCase())].join(' ');
    return child.commands.length > 0 ? commandRows(child, `${path} `) : [[`\`${words}\``, child.description()]];
  });
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
