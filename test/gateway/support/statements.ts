import { type resellerTemplate, resourcesOf } from './synthesis';

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Effect: string;
  readonly Condition?: object;
}

/** Statements of the inline policies of a role, by the beginning of its logical id. */
export function statementsOf(template: ReturnType<typeof resellerTemplate>, role: string): Statement[] {
  const [, found] = resourcesOf(template, 'AWS::IAM::Role').find(([id]) => id.startsWith(role))!;
  return (found.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
}
