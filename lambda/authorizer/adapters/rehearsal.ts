/** As much of an SDK command and its client as a rehearsal needs. */
interface Command {
  readonly middlewareStack: {
    add(
      middleware: () => () => Promise<never>,
      options: { readonly step: 'deserialize'; readonly priority: 'low' },
    ): void;
  };
}

/**
 * Takes a command through everything that the SDK does before the network, once, so that what it loads and prepares
 * lazily is ready before the first request: configuration, endpoint rules, schemas, the signing key. Sends nothing.
 */
export function rehearse(client: { send(command: never): Promise<unknown> }, command: Command): void {
  command.middlewareStack.add(() => stopBeforeNetwork, { step: 'deserialize', priority: 'low' });
  client.send(command as never).catch(() => {});
}

function stopBeforeNetwork(): Promise<never> {
  return Promise.reject(new Error('a rehearsal ends before the network'));
}
