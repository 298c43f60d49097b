import type { CutoverCheck } from '../check';
import type { ReadNames } from '../read-names';

/** Host names that API Gateway makes up; they end with the API. */
const EXECUTE_API = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/**
 * Checks that the gateway's host name is the one that will stay.
 *
 * @param declared domains of the gateway in the reseller's file
 * @param acceptExecuteApi accepts the name that API Gateway made up
 */
export function checkDomain(hostname: string, declared: readonly string[], acceptExecuteApi: boolean): CutoverCheck {
  if (declared.length > 0 && !declared.includes(hostname)) {
    return {
      id: 'domain',
      verdict: 'fails',
      found: `The reseller's file declares ${declared.join(', ')}, but the deployed gateway has ${hostname}.`,
      remedy: 'Deploy the gateway first, so that the value is the one that stays.',
    };
  }
  if (!EXECUTE_API.test(hostname))
    return { id: 'domain', verdict: 'holds', found: `${hostname} is the gateway's own domain.` };
  const found = `${hostname} is API Gateway's name for this API; another API would have another.`;
  if (acceptExecuteApi) return { id: 'domain', verdict: 'holds', found: `${found} You accept it (--execute-api).` };
  const remedy =
    "Declare a domain in the reseller's file and deploy, or accept this name with --execute-api. A later change of the name is another cut-over for every integrator.";
  return { id: 'domain', verdict: 'fails', found, remedy };
}

/**
 * Checks that a host name resolves, and leads to the gateway.
 *
 * @param target host that its DNS record has to name; `undefined` if the stack made the record
 */
export function checkNames(hostname: string, target: string | undefined, read: ReadNames): CutoverCheck {
  const remedy =
    target === undefined
      ? 'Check the DNS zone of the domain.'
      : `Make this DNS record, and wait until the time to live of the old one has passed: ${hostname}. CNAME ${target}.`;
  if ('problem' in read) return { id: 'dns', verdict: 'fails', found: `${hostname}: ${read.problem}.`, remedy };
  const { addresses, leadsToTarget } = read;
  const found = `${hostname} resolves to ${addresses.join(', ')}`;
  if (target === undefined) return { id: 'dns', verdict: 'holds', found: `${found}.` };
  return leadsToTarget
    ? { id: 'dns', verdict: 'holds', found: `${found}, by ${target}.` }
    : { id: 'dns', verdict: 'fails', found: `${found}, not to the gateway's target ${target}.`, remedy };
}
