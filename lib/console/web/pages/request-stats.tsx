import { useMemo } from 'preact/hooks';
import type { CommandResult, ExplainedRefusal, StatsView } from '../../contract';
import { Loaded } from '../parts/loaded';
import { Sparkline } from '../parts/sparkline';
import { count, timeUtc } from '../parts/text';
import { TimeChart } from '../parts/time-chart';
import { Link, pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';
import { courseOf, coursesOf } from './courses';

const SINCE = ['6h', '24h', '7d', '30d'] as const;
const PARTS = [
  ['whole', 'In all'],
  ['authorizer', 'Authorizer'],
  ['uiNode', 'UI node'],
] as const;

/** Requests of a reseller by reason over time, and how long the allowed ones took. */
export function RequestStats({ reseller, gateway }: { reseller: string; gateway: string }) {
  const [since, setSince] = useChoice('since', '24h');
  const stats = useResource<CommandResult<StatsView>>(
    `${pathTo('api', 'resellers', reseller, 'stats')}?since=${encodeURIComponent(since)}`,
  );
  return (
    <>
      <div class="filters">
        <label>
          Since{' '}
          <select value={since} onChange={({ currentTarget }) => setSince(currentTarget.value)}>
            {SINCE.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        </label>
      </div>
      <Loaded of={stats}>
        {({ result }) =>
          Object.keys(result.reasons).length === 0 ? (
            <p class="empty">No requests since {timeUtc(result.from)}.</p>
          ) : (
            <>
              <Courses stats={result} />
              <div class="side-by-side">
                <Reasons stats={result} gateway={gateway} since={since} />
                <Times times={result.times} />
              </div>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Reasons({ stats, gateway, since }: { stats: StatsView; gateway: string; since: string }) {
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  const reasons = Object.entries(stats.reasons).toSorted(([, a], [, b]) => b - a);
  const says = (reason: string) => refusals.value?.find(({ code }) => code === reason)?.message;
  const address = (reason: string) =>
    `/requests?${new URLSearchParams({ reseller: gateway, reason, since, follow: 'no' }).toString()}`;
  return (
    <div class="scroll" role="region" aria-label="Requests by reason" tabIndex={0}>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" class="number">
              Requests
            </th>
            <th scope="col">Over time</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(([reason, requests]) => (
            <tr key={reason}>
              <th scope="row">
                <Link to={address(reason)}>
                  <code>{reason}</code>
                </Link>
                <span class="says">{says(reason)}</span>
              </th>
              <td data-name="Requests" class="number">
                {count(requests)}
              </td>
              <td data-name="Over time">
                <Sparkline values={courseOf(stats, reason)} label={`${count(requests)} since ${timeUtc(stats.from)}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Charts of the decisions by reason, and of the time of allowed requests. */
function Courses({ stats }: { stats: StatsView }) {
  const { times, decisions, latency } = useMemo(() => coursesOf(stats), [stats]);
  const { binMinutes } = stats;
  const bin = binMinutes < 60 ? `${binMinutes} minutes` : `${binMinutes / 60} hours`;
  return (
    <div class="side-by-side">
      <section aria-label="Decisions over time">
        <h3>Decisions by reason per {bin}</h3>
        <TimeChart label={`Requests by reason per ${bin}`} kind="bars" times={times} series={decisions} />
      </section>
      <section aria-label="Latency over time">
        <h3>Latency of allowed requests in ms, last values</h3>
        {latency.some(({ values }) => values.some((value) => value !== undefined)) ? (
          <TimeChart label={`Latency percentiles per ${bin}`} kind="lines" times={times} series={latency} unit=" ms" />
        ) : (
          <p class="empty">No request was allowed.</p>
        )}
      </section>
    </div>
  );
}

function Times({ times }: { times: StatsView['times'] }) {
  return (
    <div class="scroll" role="region" aria-label="Time of allowed requests" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time in ms</th>
            {['50 %', '95 %', '99 %'].map((share) => (
              <th key={share} scope="col" class="number">
                {share}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([part, name]) => {
            const { p50, p95, p99 } = times[part] ?? {};
            return (
              <tr key={part}>
                <th scope="row">{name}</th>
                {[p50, p95, p99].map((ms, index) => (
                  <td key={index} class="number">
                    {ms === undefined ? '–' : Math.round(ms)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
