import type { CommandResult, SheddingView } from '../../contract';
import { Notice } from '../parts/notice';
import { timeLeft, timeUtc } from '../parts/text';
import { Link } from '../router';
import { useResource } from '../use-resource';

/** Says which of some tiers a gateway refuses now because load is shed; nothing if it serves them all. */
export function ShedNotice({ gateway, tiers }: { gateway: string; tiers: readonly string[] }) {
  const shedding = useResource<CommandResult<SheddingView>>('/api/shedding');
  const { holds, gateways } = shedding.value?.result ?? { holds: null, gateways: [] };
  const refused = gateways
    .filter((one) => one.gateway === gateway && one.deployed)
    .flatMap((one) => one.tiers.filter(({ tier }) => tiers.includes(tier)));
  if (!holds || refused.length === 0) return null;
  return (
    <Notice kind="warn">
      Load is shed: requests of {refused.map(({ tier, priority }) => `tier ${tier} (priority ${priority})`).join(', ')}{' '}
      are refused with platform_busy until {timeUtc(holds.until)}, for another {timeLeft(holds.until, Date.now())}. See{' '}
      <Link to="/">Fleet</Link>.
    </Notice>
  );
}
