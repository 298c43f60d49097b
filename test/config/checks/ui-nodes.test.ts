import { load } from '../support/files';
import { privately, type ProblemCase, expectOneProblem } from '../support/problem-cases';

const STREAMED = 'uiNodes: { brandEndpoint: https://brand.test, answers: streamed, timeoutSeconds: 600 }';

test.each<ProblemCase>([
  [
    'a time limit over the quota',
    { alpha: 'uiNodes: { timeoutSeconds: 30 }' },
    'uiNodes.timeoutSeconds',
    'at most 29; if AWS has raised the quota, set acknowledgedTimeoutQuotaSeconds',
  ],
  [
    'a time limit over the acknowledged quota',
    { alpha: 'uiNodes: { timeoutSeconds: 61, acknowledgedTimeoutQuotaSeconds: 60 }' },
    'uiNodes.timeoutSeconds',
    'at most 60',
  ],
  [
    'a time limit over the quota, with answers that an inherited setting does not stream',
    { platform: STREAMED, alpha: 'uiNodes: { answers: buffered, timeoutSeconds: 31 }' },
    'uiNodes.timeoutSeconds',
    'answers: streamed allows 900',
  ],
  [
    'a buffered answer that inherits the time limit of a streamed one',
    { platform: STREAMED, alpha: 'uiNodes: { answers: buffered }' },
    'uiNodes.answers',
    'answers: streamed, or a timeoutSeconds of at most 29',
  ],
  [
    'a time limit over 15 minutes',
    { alpha: 'uiNodes: { answers: streamed, timeoutSeconds: 901 }' },
    'uiNodes.timeoutSeconds',
    '900',
  ],
  [
    'a client certificate that a function cannot present',
    { alpha: 'uiNodes: { forwarding: lambda, clientCertificate: generated }' },
    'uiNodes.forwarding',
    'forwarding: httpProxy',
  ],
  [
    'a client certificate that private nodes would never see',
    { platform: privately((text) => text), alpha: 'uiNodes: { clientCertificate: generated }' },
    'uiNodes.clientCertificate',
    'no clientCertificate with uiNodes.private',
  ],
])('%s is a problem', expectOneProblem);

test.each([
  ['of a streamed answer may be 15 minutes', { alpha: 'uiNodes: { answers: streamed, timeoutSeconds: 900 }' }, 900],
  ['is inherited together with streaming', { platform: STREAMED, alpha: '' }, 600],
  [
    'may be as long as the quota that a parent acknowledges',
    {
      parent: 'uiNodes: { timeoutSeconds: 70, acknowledgedTimeoutQuotaSeconds: 80 }',
      alpha: 'parent: parent\nuiNodes: { timeoutSeconds: 75 }',
    },
    75,
  ],
])('the time limit %s', (_fact, files, seconds) => {
  const gateway = load(files).gateways.find(({ resellerId }) => resellerId === 'alpha');
  expect(gateway?.uiNodes.timeoutSeconds).toBe(seconds);
});
