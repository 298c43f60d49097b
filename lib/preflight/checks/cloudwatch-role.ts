import { platformStackName } from '../../gateway/names';
import { type Check, judge, type Reading } from '../check';
import type { Requirements } from '../requirements';

/** Checks that API Gateway has a CloudWatch role, without which no stage with an access log can be created. */
export function checkCloudWatchRole(
  { environment, setsCloudWatchRole }: Requirements,
  role: Reading<string | undefined>,
): Check {
  const file = `config/${environment}/platform.yaml`;
  const line = {
    id: 'cloudwatch-role',
    checked: "API Gateway's CloudWatch role",
    needed: setsCloudWatchRole ? 'nothing: the platform stack sets it' : 'one role for the account and Region',
  };
  return judge(line, role, (arn) => {
    const found = arn ?? 'none';
    if (!setsCloudWatchRole && arn === undefined) {
      const ask = `Set cloudWatchRole: true in ${file}, or set a role yourself: API Gateway console > Settings > Logging > Edit.`;
      return { verdict: 'missing', found, ask };
    }
    const foreign = arn !== undefined && !arn.includes(`/${platformStackName(environment)}-`);
    if (!setsCloudWatchRole || !foreign) return { verdict: 'fine', found };
    const ask = `The deployment replaces this role for all APIs of the account and Region. Remove cloudWatchRole from ${file} to keep it.`;
    return { verdict: 'fine', found, ask };
  });
}
