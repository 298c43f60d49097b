import { parseFile } from '../../../config/files/parse';
import { formatProblem } from '../../../config/problem';
import { NODE_FAULTS, type NodeFault } from './node-fault';

/** A text is not a valid list of node faults. */
export class NodeFaultsError extends Error {
  override readonly name = 'NodeFaultsError';
}

/**
 * Reads a text with node faults, YAML or JSON.
 *
 * @param source names the text in problems, such as its file
 * @throws NodeFaultsError with every problem, its line, its path and what is allowed
 */
export function readFaults(source: string, text: string): readonly NodeFault[] {
  const { value, problems } = parseFile(source, text, NODE_FAULTS, {});
  if (value !== undefined && problems.length === 0) return value.faults;
  throw new NodeFaultsError(
    `The node faults cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}
