import { FleetWorld, GATEWAY, PLATFORM } from './support/fleet-world';

let fleet: FleetWorld;
beforeEach(async () => {
  fleet = new FleetWorld();
  await fleet.start();
});
afterEach(() => fleet.stop());

describe('credentials that end soon are found:', () => {
  test('the validity of a consumer, as far ahead as asked', async () => {
    await fleet.onboard('--valid-until 2026-06-19');

    expect((await fleet.report()).attention).toBe(0);
    expect(await fleet.onlyFinding('--within 60d')).toMatchObject({
      code: 'consumerExpires',
      message: 'its validity ends at 2026-06-20 00:00 UTC, in 46 days',
      remedy: expect.stringContaining('consumer update alpha crm --valid-until') as string,
    });
  });

  test('its last secret, but not that of a suspended consumer', async () => {
    await fleet.onboard('--secret-expires 2026-05-10');
    expect(await fleet.onlyFinding()).toMatchObject({ code: 'secretExpires', subject: 'crm', severity: 'attention' });

    await fleet.run('consumer suspend alpha crm');
    expect((await fleet.report()).attention).toBe(0);
  });

  test('the overlap of a rotation, which is only a note', async () => {
    await fleet.onboard();
    await fleet.run('consumer rotate alpha crm --overlap 3d --secret-stdin', 'T');
    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'overlapEnds',
      severity: 'note',
      message: 'its previous secret ends at 2026-05-07 06:00 UTC, in 3 days',
    });
  });

  test('a generated client certificate', async () => {
    fleet.state.stageCertificates.set('alphaapi01:aps', 'c1');
    fleet.state.clientCertificates.set('c1', {
      description: 'generated-2025',
      expirationDate: new Date('2026-05-20T00:00:00Z'),
    });
    expect(await fleet.onlyFinding()).toMatchObject({ code: 'certificateExpires', subject: 'generated-2025' });
  });
});

describe('the certificate of a domain', () => {
  const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a1';
  const NAME = 'api.alpha.example';
  const certificate = (expires: string, status = 'ISSUED', type: 'AMAZON_ISSUED' | 'IMPORTED' = 'IMPORTED') =>
    fleet.fleet.certificates.set(ARN, { status, type, expiresAt: new Date(expires) });
  beforeEach(() => {
    fleet.write('platform.yaml', `${PLATFORM}region: eu-west-1\naccount: '111122223333'\n`);
    fleet.write('resellers/alpha.yaml', `displayName: Alpha\ndomains: [{ name: ${NAME}, certificateArn: '${ARN}' }]\n`);
    fleet.publish({ ...GATEWAY, url: `https://${NAME}` });
    const mappings = [{ basePath: 'aps', restApiId: 'alphaapi01', stage: 'aps' }];
    fleet.state.domains.set(NAME, { certificateArn: ARN, mappings });
  });

  test('is fine while it is valid for long', async () => {
    certificate('2027-01-01');
    expect((await fleet.report()).attention).toBe(0);
  });

  test('that ends soon is found, with what renews it', async () => {
    certificate('2026-05-06');
    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'certificateExpires',
      subject: NAME,
      message: 'its certificate ends at 2026-05-06 00:00 UTC, in 1 day',
      remedy: expect.stringContaining('import the next one') as string,
    });
  });

  test('that ACM revoked or could not renew is found', async () => {
    certificate('2027-01-01', 'REVOKED', 'AMAZON_ISSUED');
    expect(await fleet.onlyFinding()).toMatchObject({ message: 'its certificate has the state REVOKED' });
  });

  test('does not hide that its base path leads elsewhere', async () => {
    certificate('2027-01-01');
    fleet.state.domains.set(NAME, { certificateArn: ARN, mappings: [] });
    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'missing',
      message: 'its base path aps does not lead to this gateway',
    });
  });
});
