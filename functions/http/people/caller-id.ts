import { createHash } from "node:crypto";

/** A person as their provider knows them. Subjects are unique within one issuer only. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Stands for a person in logs, in STS's SourceIdentity and so in CloudTrail, and is their key in the mapping table: base64url of SHA-256,
 * 43 letters, digits, `_` and `-`, which SourceIdentity (2 to 64 characters) admits whatever the subject looks like. Never the user
 * name: a person who is deleted and made anew has another subject, and nothing of the old one's.
 */
export function callerIdOf({ issuer, subject }: Person): string {
  return createHash("sha256").update(`${issuer}\n${subject}`).digest("base64url");
}

/** RoleSessionName of every minting session of a person; AWS takes 64 characters. 32 of the hash's are 192 bits: no two people share them. */
export function sessionNameOf(callerId: string): string {
  return `studio-url-${callerId.slice(0, 32)}`;
}

const CALLER_ID = /^[A-Za-z0-9_-]{43}$/;

export function isCallerId(value: unknown): value is string {
  return typeof value === "string" && CALLER_ID.test(value);
}
