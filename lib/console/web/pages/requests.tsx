import type { CommandResult, ExplainedRefusal, ResellerView } from '../../contract';
import { CommandLine } from '../parts/command';
import { Loaded } from '../parts/loaded';
import { pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';
import { LiveRequests } from './live-requests';
import type { PageProps } from './page';
import { SendSamples } from './send-samples';

const SINCE = ['15m', '1h', '6h', '1d'] as const;

/** The live log of one gateway. */
export function Requests({ session }: PageProps) {
  const resellers = useResource<CommandResult<{ readonly resellers: readonly ResellerView[] }>>('/api/resellers');
  return (
    <Loaded of={resellers}>
      {({ result }) => {
        const gateways = result.resellers.filter(({ url, gateway, resellerId }) => url && gateway === resellerId);
        return <OfGateway gateways={gateways.map(({ resellerId }) => resellerId)} local={session.local} />;
      }}
    </Loaded>
  );
}

function OfGateway({ gateways, local }: { gateways: readonly string[]; local: boolean }) {
  const [reseller, setReseller] = useChoice('reseller', gateways[0]);
  const [since, setSince] = useChoice('since', '15m');
  const [status, setStatus] = useChoice('status', 'all');
  const [consumer, setConsumer] = useChoice('consumer');
  const [reason, setReason] = useChoice('reason', 'all');
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  const [follow, setFollow] = useChoice('follow', 'yes');
  if (gateways.length === 0) return <p class="empty">No gateway is deployed yet.</p>;
  const options = {
    since,
    ...(status !== 'all' && { status }),
    ...(reason !== 'all' && { reason }),
    ...(consumer !== '' && { consumer }),
    ...(follow === 'yes' && { follow: '' }),
  };
  const reasons = ['all', 'allowed', ...(refusals.value ?? []).map(({ code }) => code)];
  const words = Object.entries(options).map(([name, value]) => (value === '' ? `--${name}` : `--${name} ${value}`));
  return (
    <>
      <div class="filters">
        <Choice label="Gateway" value={reseller} choices={gateways} choose={setReseller} />
        <Choice label="Since" value={since} choices={SINCE} choose={setSince} />
        <Choice label="Status" value={status} choices={['all', '2xx', '4xx', '5xx']} choose={setStatus} />
        <Choice label="Reason" value={reason} choices={reasons} choose={setReason} />
        <label>
          Consumer{' '}
          <input
            type="text"
            value={consumer}
            autocomplete="off"
            spellcheck={false}
            placeholder="any key"
            onChange={({ currentTarget }) => setConsumer(currentTarget.value.trim())}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={follow === 'yes'}
            onChange={({ currentTarget }) => setFollow(currentTarget.checked ? 'yes' : 'no')}
          />{' '}
          Follow{!local && ' (Live Tail is billed by the minute)'}
        </label>
      </div>
      {local && <SendSamples reseller={reseller} />}
      <LiveRequests
        reseller={reseller}
        path={`${pathTo('api', 'resellers', reseller, 'requests')}?${new URLSearchParams(options).toString()}`}
      />
      <CommandLine lines={[['logs', reseller, ...words].join(' ')]} />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly choose: (value: string) => void;
}

function Choice({ label, value, choices, choose }: ChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {[...new Set([...choices, value])].map((choice) => (
          <option key={choice} selected={choice === value}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}
