const { configureGlobal } = require('fast-check');

// One counterexample finds a mutant; smaller ones take fast-check seconds, which Stryker takes for an endless loop.
configureGlobal({ endOnFailure: true });
