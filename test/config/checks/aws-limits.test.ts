import { counted, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'more routes than a stack has resources for',
    { alpha: `routes: [${counted(34, (n) => `{ path: /aps/2/a${n} }`)}]` },
    'routes',
    'at most 400',
  ],
  [
    'more tags than an AWS resource has',
    { platform: 'tags: { z: z }', alpha: `tags: { ${counted(50, (n) => `a${n}: b`)} }` },
    'tags',
    'at most 49 tags, including those of platform.yaml',
  ],
  [
    'more tags of the platform than an AWS resource has',
    { platform: `tags: { ${counted(50, (n) => `a${n}: b`)} }`, alpha: '' },
    'tags',
    'at most 49 tags',
  ],
])('%s is a problem', expectOneProblem);
