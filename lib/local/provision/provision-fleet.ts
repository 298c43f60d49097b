import type { Deployment } from '../deployment/deployment';
import {
  readAcmCertificates,
  readClientCertificates,
  readDomains,
  readRestApiSettings,
  stageSettings,
} from '../deployment/fleet';
import type { LocalAccount } from './account';

const YEAR_MS = 365 * 86_400_000;

/** Creates in the stand-ins what a status reads of the deployed stacks: stacks, stages, domains, functions, certificates. */
export function provisionFleet({ assembly, gateways }: Deployment, { state, aws, now }: LocalAccount): void {
  const expiresAt = new Date(now() + YEAR_MS);
  for (const stack of assembly.stacks) {
    aws.fleet.stacks.set(stack.name, { status: 'CREATE_COMPLETE', drift: 'NOT_CHECKED', tags: stack.tags });
    for (const [id, settings] of readRestApiSettings(stack)) state.restApis.set(id, settings);
    for (const [name, domain] of readDomains(stack)) state.domains.set(name, domain);
    for (const arn of readAcmCertificates(stack)) {
      aws.fleet.certificates.set(arn, { status: 'ISSUED', type: 'AMAZON_ISSUED', expiresAt });
    }
    const { generated, presented } = readClientCertificates(stack);
    for (const [id, description] of generated) {
      state.clientCertificates.set(id, { description, expirationDate: expiresAt });
    }
    for (const [stage, id] of presented) state.stageCertificates.set(stage, id);
  }
  for (const { restApi, internalApi, functions } of gateways) {
    for (const api of internalApi ? [restApi, internalApi] : [restApi])
      state.stages.set(`${api.apiId}:${api.stage.name}`, stageSettings(api));
    for (const { name, environment } of functions) {
      aws.fleet.functions.set(name, 'Active');
      aws.fleet.variables.set(name, environment);
    }
  }
}
