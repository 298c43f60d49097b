import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useChoice } from '../router';

/** A column: how it is shown, and by what it is sorted. */
export interface Column<Row> {
  readonly name: string;
  readonly show: (row: Row) => ComponentChildren;
  /** Rows without a value come last. */
  readonly by: (row: Row) => string | number | undefined;
  readonly numeric?: boolean;
  /** Its text stays on one line. */
  readonly oneLine?: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Keeps the given order until a column is chosen. */
  readonly empty: string;
  /** Called when a row is clicked, except on a link or button in it. */
  readonly choose?: (row: Row) => void;
}

/** Height of a row while only those in sight are drawn. */
const ROW_PX = 41;
/** A table with more rows than this scrolls in itself, so that the page below it stays near. */
const TALL = 20;
/** More rows than this are drawn only while they are in sight. */
const MANY = 150;

/** A table that sorts by any column and stays quick with ten thousand rows. The order is part of the address. */
export function DataTable<Row>({ label, columns, rows, keyOf, empty, choose }: DataTableProps<Row>) {
  const [order, setOrder] = useChoice('sort');
  const sorted = useMemo(() => sort(rows, columns, order), [rows, columns, order]);
  const { first, count, scroll } = useSight(sorted.length);
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div
      class={sorted.length > MANY ? 'scroll tall many' : sorted.length > TALL ? 'scroll tall' : 'scroll'}
      role="region"
      aria-label={label}
      tabIndex={0}
      onScroll={scroll}
    >
      <table class={sorted.length > MANY ? undefined : 'cards'} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <th key={name} scope="col" aria-sort={direction(order, name)} class={numeric ? 'number' : undefined}>
                <button type="button" onClick={() => setOrder(next(order, name))}>
                  {name}
                  <span aria-hidden="true">{arrow(order, name)}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr class="gap" style={{ height: `${first * ROW_PX}px` }} />}
          {sorted.slice(first, first + count).map((row, index) => (
            <tr
              key={keyOf(row)}
              aria-rowindex={first + index + 2}
              class={choose && 'chooses'}
              onClick={choose && ((event) => isOnText(event) && choose(row))}
            >
              {columns.map(({ name, show, numeric, oneLine }, at) =>
                at === 0 ? (
                  <th key={name} scope="row">
                    {show(row)}
                  </th>
                ) : (
                  <td key={name} data-name={name} class={numeric ? 'number' : oneLine ? 'nowrap' : undefined}>
                    {show(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
          {first + count < sorted.length && (
            <tr class="gap" style={{ height: `${(sorted.length - first - count) * ROW_PX}px` }} />
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Tests whether a click was neither on a link or button, nor the end of selecting text. */
function isOnText({ target }: MouseEvent): boolean {
  return target instanceof Element && !target.closest('a, button') && getSelection()?.isCollapsed !== false;
}

/** The part of many rows that is in sight, with some around it. */
function useSight(total: number) {
  const [top, setTop] = useState(0);
  const pending = useRef(0);
  if (total <= MANY) return { first: 0, count: total, scroll: undefined };
  const scroll = ({ currentTarget }: { currentTarget: EventTarget & HTMLElement }) => {
    cancelAnimationFrame(pending.current);
    pending.current = requestAnimationFrame(() => setTop(currentTarget.scrollTop));
  };
  const first = Math.max(0, Math.min(Math.floor(top / ROW_PX) - 20, total - 1));
  return { first, count: 60, scroll };
}

function sort<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: string): readonly Row[] {
  const column = columns.find(({ name }) => name === order.replace(/^-/, ''));
  if (!column) return rows;
  const sign = order.startsWith('-') ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [column.by(a), column.by(b)];
    if (left === right) return 0;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return (left < right ? -1 : 1) * sign;
  });
}

function direction(order: string, name: string): 'ascending' | 'descending' | 'none' {
  return order === name ? 'ascending' : order === `-${name}` ? 'descending' : 'none';
}

function arrow(order: string, name: string): string {
  return order === name ? ' ▲' : order === `-${name}` ? ' ▼' : '';
}

function next(order: string, name: string): string {
  return order === name ? `-${name}` : order === `-${name}` ? '' : name;
}
