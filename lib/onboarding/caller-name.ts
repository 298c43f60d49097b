/**
 * The name that people know a caller by: the session's for an assumed role, else the user's. The ARN itself if it is
 * neither (IAM User Guide, "IAM identifiers").
 */
export function callerName(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  const [kind = '', ...names] = resource.split('/');
  const name = names.at(-1);
  if (kind === 'root') return 'the root user';
  if (name === undefined) return arn;
  switch (kind) {
    case 'assumed-role':
      return `${name} (role ${names[0]})`;
    case 'user':
      return `${name} (IAM user)`;
    case 'federated-user':
      return `${name} (federated user)`;
    default:
      return arn;
  }
}
