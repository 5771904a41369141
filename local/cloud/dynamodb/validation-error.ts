/** What DynamoDB does not take. The message is the service's where it is known, and the laptop's where something is not stood in for. */
export class ValidationError extends Error {}
