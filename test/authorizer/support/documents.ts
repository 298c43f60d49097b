import type { CredentialsDocument } from '../../../lambda/authorizer/contract';

/** A credentials document with every value of its own. */
export function credentialsDocument(changes: Partial<CredentialsDocument> = {}): CredentialsDocument {
  return {
    version: 1,
    consumerKey: 'crm-of-acme',
    reseller: 'acme',
    tier: 'gold',
    status: 'active',
    secrets: [{ value: 'kd94hf93k423kf44' }],
    apiKey: { id: 'key-id-7', value: 'internal-api-key-value-0001' },
    ...changes,
  };
}
