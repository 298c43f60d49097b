import { ApiGatewayCertificates } from '../../../lib/onboarding/adapters/client-certificates';
import { TestAws } from '../../local/aws/support/clients';

let aws: TestAws;
beforeEach(async () => {
  aws = new TestAws();
  await aws.start();
  aws.state.usagePlans.set('gold', { id: 'gold', name: 'alpha gold', stages: ['api1:aps'] });
});
afterEach(() => aws.stop());

const ofStage = (api: string) => new ApiGatewayCertificates(aws.gateway, () => Promise.resolve()).ofStage(api, 'aps');

test('a generated certificate has its name and expiry', async () => {
  const expirationDate = new Date('2027-05-06T07:08:09Z');
  aws.state.stageCertificates.set('api1:aps', 'c1');
  aws.state.clientCertificates.set('c1', { description: 'generated-2026', expirationDate });

  expect(await ofStage('api1')).toEqual({ name: 'generated-2026', expiresAt: expirationDate });
});

test('a stage without a certificate has none, nor has one with a certificate of ACM', async () => {
  expect(await ofStage('api1')).toBeUndefined();
  aws.state.stageCertificates.set('api1:aps', 'arn:aws:acm:eu-west-1:111122223333:certificate/e-9');
  expect(await ofStage('api1')).toBeUndefined();
});

test('a stage or certificate that does not exist is an error', async () => {
  await expect(ofStage('gone')).rejects.toThrow(/NotFoundException.*stage/);
  aws.state.stageCertificates.set('api1:aps', 'c2');
  await expect(ofStage('api1')).rejects.toThrow(/NotFoundException.*Client Certificate/);
});
