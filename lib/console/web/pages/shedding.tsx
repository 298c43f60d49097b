import type { CommandResult, Session, SheddingLevelView, SheddingView } from '../../contract';
import { ActionButton } from '../actions/action-button';
import { SHED, STOP_SHEDDING } from '../actions/shed';
import { Loaded } from '../parts/loaded';
import { Notice } from '../parts/notice';
import { timeLeft, timeUtc } from '../parts/text';
import { Link, pathTo } from '../router';
import type { Resource } from '../use-resource';

interface SheddingProps {
  readonly session: Session;
  readonly shedding: Resource<CommandResult<SheddingView>>;
  readonly changed: () => void;
}

/** Tiers that the gateways of the environment refuse while the platform is busy. */
export function Shedding({ session, shedding, changed }: SheddingProps) {
  const done = () => {
    shedding.reload();
    changed();
  };
  const { manual = null, automatic = null } = shedding.value?.result ?? {};
  return (
    <section aria-labelledby="shedding">
      <div class="heading">
        <h2 id="shedding">Load shedding</h2>
        {[SHED, ...(manual || automatic ? [STOP_SHEDDING] : [])].map((action) => (
          <ActionButton
            key={action.label}
            action={action}
            target={{ tiers: [] }}
            readOnly={session.readOnly}
            done={done}
          />
        ))}
      </div>
      <Loaded of={shedding}>{({ result }) => <Levels view={result} />}</Loaded>
    </section>
  );
}

function Levels({ view: { manual, automatic, automaticPause, gateways } }: { view: SheddingView }) {
  const pause = automaticPause && (
    <Notice kind="info">
      Automatic shedding is paused until {timeUtc(automaticPause.until)}
      {by(automaticPause.by)}.
    </Notice>
  );
  if (!manual && !automatic)
    return (
      <>
        {pause}
        <p class="empty">No load is shed: every tier is served.</p>
      </>
    );
  return (
    <>
      {pause}
      <Notice kind="warn">
        {manual && `${refused(manual)}, set by hand${by(manual.by)}. `}
        {automatic && `${refused(automatic)}, or longer while the UI nodes are busy, by the alarm ${automatic.alarm}.`}
      </Notice>
      <ul>
        {gateways.map(({ gateway, deployed, tiers }) => (
          <li key={gateway}>
            <Link to={pathTo('resellers', gateway)}>{gateway}</Link>
            {deployed
              ? ` refuses ${tiers.map(({ tier, priority }) => `${tier} (priority ${priority})`).join(', ') || 'no tier'}`
              : ' sheds no load: deploy it with shedding declared'}
          </li>
        ))}
      </ul>
    </>
  );
}

function by(arn: string | null): string {
  return arn === null ? '' : `, by ${arn}`;
}

function refused({ from, until }: SheddingLevelView): string {
  const tiers = from === 0 ? 'every tier' : `tiers with priority ${from === 9 ? '9' : `${from} to 9`}`;
  return `Requests of ${tiers} are refused until ${timeUtc(until)}, for another ${timeLeft(until, Date.now())}`;
}
