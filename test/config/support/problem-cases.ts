import { type Files, problemsOf } from './files';

/** A mistake, the files that have it, the path of its problem, and a part of what is allowed there. */
export type ProblemCase = readonly [mistake: string, files: Files, path: string, allowed: string];

/** Asserts that files have exactly one problem; the body of a table of cases. */
export function expectOneProblem(...[, files, path, allowed]: ProblemCase): void {
  const found = problemsOf(files);
  expect(found.map((problem) => problem.path)).toEqual([path]);
  expect(found[0]?.allowed).toContain(allowed);
}

export const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';

const PRIVATE = `
  private:
    vpcId: vpc-0123456789abcdef0
    vpcCidrs: [10.0.0.0/16]
    subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
    certificateArn: ${ARN}
    nodes: [{ address: 10.0.0.7 }]`;

/** platform.yaml with private nodes, changed. */
export function privately(change: (text: string) => string): string {
  return `uiNodes:\n  brandEndpoint: https://brand.test${change(PRIVATE)}\n`;
}

/** Entries 1 to `count` of a YAML list. */
export function counted(count: number, entry: (n: number) => string): string {
  return Array.from({ length: count }, (_, index) => entry(index + 1)).join(', ');
}

/** platform.yaml with one tier. */
export function tier(quota: string): string {
  return `tiers: { standard: { ${quota}, throttle: { rateLimit: 11, burstLimit: 23 } } }`;
}
