/** Findings of cfn-lint that stay, each with its reason. A finding that is not listed fails the run. */
export const EXPLANATIONS: Readonly<Record<string, { readonly message: RegExp; readonly reason: string }>> = {
  W3005: {
    message: /^'\w+Role\w+' dependency already enforced by a 'GetAtt'/,
    reason: "aws-cdk-lib's Function depends on its whole role, so that the policies are there before the function is",
  },
};
