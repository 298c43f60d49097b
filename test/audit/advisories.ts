/** An advisory that `npm audit` reports, and the packages that it reaches. */
export interface Advisory {
  /** Address of the advisory, which is also its name in the list of accepted ones. */
  readonly url: string;
  readonly title: string;
  readonly severity: string;
  readonly packageName: string;
}

const SEVERE = ['high', 'critical'];

/**
 * The advisories of high or critical severity in a report of `npm audit --json` (version 2).
 *
 * @param report standard output of the command
 * @returns `undefined` when the registry did not answer, so that there is no report
 */
export function severeAdvisories(report: string): readonly Advisory[] | undefined {
  const { vulnerabilities } = parsed(report);
  if (!isObject(vulnerabilities)) return undefined;
  const advisories = Object.values(vulnerabilities)
    .flatMap((vulnerability) => (isObject(vulnerability) && Array.isArray(vulnerability.via) ? vulnerability.via : []))
    // Names of other packages stand there too; the advisory is listed with them.
    .filter(isObject)
    .map(({ url, title, severity, name }) => ({
      url: String(url),
      title: String(title),
      severity: String(severity),
      packageName: String(name),
    }))
    .filter(({ severity }) => SEVERE.includes(severity));
  return [...new Map(advisories.map((advisory) => [advisory.url, advisory])).values()];
}

function parsed(report: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(report);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
