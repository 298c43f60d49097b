import type { CommandResult, TraceView } from '../../contract';
import { CommandLine } from '../parts/command';
import { Loaded } from '../parts/loaded';
import { Stages } from '../parts/stages';
import { Link, pathTo } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';
import { Diagnosis } from './request-details';

/** One request: what is wrong, what to do, and its way stage by stage. */
export function Trace({ params: { requestId = '' } }: PageProps) {
  const trace = useResource<CommandResult<TraceView>>(pathTo('api', 'trace', requestId));
  return (
    <>
      <Loaded of={trace}>{({ result }) => <Story trace={result} />}</Loaded>
      <CommandLine lines={[`trace ${requestId}`]} />
    </>
  );
}

function Story({ trace }: { trace: TraceView }) {
  const { record, links } = trace;
  const { reseller, consumerKey } = record;
  return (
    <>
      <Diagnosis request={{ ...record, ...(trace.signatureFault && { signatureFault: trace.signatureFault.id }) }} />
      <h2>Its way</h2>
      <Stages trace={trace} />
      <p class="links">
        {reseller !== undefined && consumerKey !== undefined && (
          <Link to={pathTo('resellers', reseller, 'consumers', consumerKey)}>Its consumer</Link>
        )}
        {Object.entries(links).map(([name, href]) => (
          <a key={name} href={href} target="_blank" rel="noreferrer">
            {name} in the AWS console
          </a>
        ))}
      </p>
    </>
  );
}
