/** Matches keys that can be the last part of a secret's name; no consumer has any other key. */
export const CONSUMER_KEY_PATTERN = /^[A-Za-z0-9_.=@+-]{1,128}$/;
