/** Prints each step with its duration; the first that fails ends the run. */
export class Steps {
  private readonly startedAt = performance.now();

  /** Does one step. Text that `work` returns is printed after its title. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      const result = await work();
      const note = typeof result === 'string' ? `: ${result}` : '';
      console.log(`ok    ${title}${note} (${seconds(startedAt)})`);
      return result;
    } catch (error) {
      console.log(`FAIL  ${title} (${seconds(startedAt)})`);
      throw error;
    }
  }

  total(): string {
    return seconds(this.startedAt);
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
