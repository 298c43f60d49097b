/** The SDK operation on CloudTrail, bundled into a file of its own: only `consumer history` pays for loading it. */
export { CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
