import { privately, type ProblemCase, expectOneProblem } from '../support/problem-cases';

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
