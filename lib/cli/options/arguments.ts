import { Argument } from 'commander';
import { readConsumerKey, readResellerId } from '../../onboarding/fields/identity';

// A mistyped id or key is refused while the command line is parsed, before any call to AWS.

/** The reseller that a command is about. */
export function resellerArgument(): Argument {
  return new Argument('<reseller>', 'id of the reseller').argParser(readResellerId);
}

/** The reseller that a command is about, or its whole environment: when left out, or only with an option. */
export function optionalResellerArgument(without = 'the whole environment when left out'): Argument {
  return new Argument('[reseller]', `id of the reseller; ${without}`).argParser(readResellerId);
}

/** The consumer that a command is about. */
export function consumerKeyArgument(): Argument {
  return new Argument('<consumerKey>', 'key of the consumer').argParser(readConsumerKey);
}

/** The consumer that a command is about, or all of a reseller. */
export function optionalConsumerKeyArgument(without = 'all when left out'): Argument {
  return new Argument('[consumerKey]', `key of a consumer; ${without}`).argParser(readConsumerKey);
}
