import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from './alpha-account';

/** Alpha's account with two consumers, one of a sub-reseller, and a file that declares what a test says. */
export function declaredConsumers() {
  const alpha = new AlphaAccount();
  const { files, onboard } = alpha;
  const file = join(files, 'declared.yaml');
  const secrets = join(files, 'secrets.yaml');
  const declare = (...lines: string[]) =>
    writeFileSync(file, `consumers:\n${lines.map((line) => `  - ${line}\n`).join('')}`);

  beforeEach(async () => {
    await onboard('crm', 'standard', '--note kept --operations readOnly --secret-expires 2999-01-02');
    await onboard('erp', 'premium');
    await onboard('south', 'standard', '', 'alpha-south');
    writeFileSync(secrets, 'shop: "SecretOfshop"\n');
  });
  return { alpha, file, secrets, declare, APPLY: `consumer apply alpha ${file}` };
}
