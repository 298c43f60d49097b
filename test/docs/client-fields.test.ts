import { RECORD_COLUMNS } from '../../lib/onboarding/records/records';
import { page } from './markdown';

const PAGE = 'docs/reference/client-fields.md';
/** Every field that digiRunner's page names. */
const FIELDS_THERE = [
  'Client ID',
  'Client name',
  'Application No.',
  'Display name',
  'Password',
  'IP Binding',
  'Start date',
  'Expiry Date',
  'Service time',
  'API Quota',
  'TPS/Node',
  'Priority',
  'Note',
  'Status',
  'API Audience',
  'Emails',
  'Remark',
  'Security level',
  'API Group',
  'API Scope',
  'OAuth Grant Type',
  'Access token',
  'Refresh token',
  'Validity of authorization period',
  'Number of authorization times',
  'Redirect URL',
  'X-Api-Key',
  'Alias',
  'Effective Date',
  'Expiry Date of the key',
  'Authority group',
  'failed login attempts',
];

const [, table = ''] = /<!-- client fields -->([\s\S]*?)<!-- end -->/.exec(page(PAGE)) ?? [];
const rows = table
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));
const names = (column: number) => rows.flatMap((cells) => cells[column]?.split(', ') ?? []);
const ours = rows.flatMap((cells) => [...(cells[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

test('every field of a consumer record stands in the table', () => {
  expect(RECORD_COLUMNS.filter((name) => !ours.includes(name))).toEqual([]);
});

test('the table names no field that a record does not have', () => {
  expect(ours.filter((name) => !RECORD_COLUMNS.includes(name))).toEqual([]);
});

test('every field there stands in the table once', () => {
  expect(
    names(1)
      .filter((name) => name !== 'none')
      .toSorted(),
  ).toEqual(FIELDS_THERE.toSorted());
});

test('every row says where the fields differ', () => {
  expect(rows.filter((cells) => (cells[3] ?? '').length < 8)).toEqual([]);
});
