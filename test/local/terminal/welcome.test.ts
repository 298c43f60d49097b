import { createColors } from 'picocolors';

import { welcome } from '../../../lib/local/terminal/welcome';
import type { LocalGateway } from '../../../lib/local/start-local-gateway';

const LOCAL = {
  caFile: '/tmp/ca.pem',
  awsEndpointUrl: 'http://127.0.0.1:10442',
  uiNodeUrl: 'https://localhost:10441',
  nodeFaultsUrl: 'https://localhost:10441/node-faults',
  gateways: [
    {
      resellerId: 'alpha',
      url: 'https://localhost:10443',
      tier: 'premium',
      consumerKey: 'key-1',
      consumerSecret: 'secret-1',
      notEnforced: [],
      authentication: ['oauth1'],
    },
  ],
} as unknown as LocalGateway;

const shown = (changes: Partial<LocalGateway> = {}, environment = 'lab') =>
  welcome(
    { ...LOCAL, ...changes },
    { environment, consoleUrl: 'http://127.0.0.1:10440/#token=1', seconds: 1.25 },
    createColors(false),
  );

test('the address of the console comes first', () => {
  expect(shown().split('\n')[2]).toBe('Look at it  http://127.0.0.1:10440/#token=1');
});

test('the UI node and the URL of its faults are named', () => {
  expect(shown()).toMatch(
    /^UI node {16}https:\/\/localhost:10441\nnode faults {12}https:\/\/localhost:10441\/node-faults$/m,
  );
});

test('in front of the simulator, the sample consumer is tried', () => {
  expect(shown()).toContain("call GET 'https://localhost:10443/aps/2/resources?limit(0,3)' --consumer-key 'key-1'");
});

test('in front of a real UI node, a consumer that it knows has to be onboarded first', () => {
  const text = shown({ realNode: { origin: 'https://node.example' } }, 'trial');
  expect(text).toContain('npx aps-gateway consumer onboard alpha --key KEY --tier premium --environment trial\n');
  expect(text).not.toContain("--consumer-key 'key-1'");
});

test.each([
  [true, 'https://localhost:10441  its certificate is not verified\n'],
  [false, 'https://localhost:10441\n'],
])('with insecure: %s the line of the UI node ends accordingly', (insecure, line) => {
  expect(shown({ realNode: { origin: 'https://node.example', insecure } })).toContain(line);
});

describe('a gateway for tokens only', () => {
  const gateways = LOCAL.gateways.map((gateway) => ({ ...gateway, authentication: ['bearer'] }));

  test('is shown with a subject and the URL of its tokens, without a secret that nothing takes', () => {
    const text = shown({ gateways });

    expect(text).toMatch(/^ {2}subject {10}key-1\n {2}its token {8}https:\/\/localhost:10441\/token\/alpha\/key-1$/m);
    expect(text).not.toContain('secret-1');
  });

  test('is tried with a token', () => {
    expect(shown({ gateways })).toContain("--token-file - --cacert '/tmp/ca.pem'");
  });

  test('has no tokens in front of a real UI node', () => {
    expect(shown({ gateways, realNode: { origin: 'https://node.example' } })).not.toContain('/token/');
  });
});

test('an internal gateway is shown and tried with the header of its VPC endpoint', () => {
  const gateways = LOCAL.gateways.map((gateway) => ({ ...gateway, vpcEndpoint: 'vpce-0a1' }));
  const text = shown({ gateways });

  expect(text).toMatch(/^ {2}answers only with X-Simulated-Vpc-Endpoint: vpce-0a1$/m);
  expect(text).toContain("--cacert '/tmp/ca.pem' -H 'X-Simulated-Vpc-Endpoint: vpce-0a1'");
  expect(text).toContain('headers={"X-Simulated-Vpc-Endpoint":"vpce-0a1"}');
});
