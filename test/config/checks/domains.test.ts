import { ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'two resellers with one domain',
    {
      alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]`,
      bravo: `domains: [{ name: a.example, certificateArn: "${ARN}" }]`,
    },
    'domains.0.name',
    'a name that no other gateway has',
  ],
  [
    'a domain that is the host of the UI nodes',
    { alpha: `domains: [{ name: brand.provider.test, certificateArn: "${ARN}" }]` },
    'domains.0.name',
    'a name other than that of the UI nodes',
  ],
])('%s is a problem', expectOneProblem);
