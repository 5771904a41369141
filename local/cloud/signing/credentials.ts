import { randomBytes } from "node:crypto";

/** Who a set of temporary credentials speaks for. */
export interface RoleSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Set once, by the first AssumeRole of a chain; it cannot be changed later. */
  readonly sourceIdentity?: string;
  /** Lambda puts it into the credentials that a function's code gets; a role that the code becomes does not have it. */
  readonly sourceFunctionArn?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly session: RoleSession;
  /** Absent for a function's own role: Lambda renews those behind the function's back. */
  readonly expiresAt?: Date;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Every temporary credential that this cloud handed out and still knows. */
export class CredentialStore {
  private readonly byAccessKeyId = new Map<string, Credentials>();

  constructor(private readonly clock: () => Date) {}

  issue(session: RoleSession, expiresAt?: Date): Credentials {
    this.forgetLongExpired();
    const credentials: Credentials = {
      accessKeyId: `ASIA${base32(16)}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(96).toString("base64"),
      session,
      ...(expiresAt && { expiresAt }),
    };
    this.byAccessKeyId.set(credentials.accessKeyId, credentials);
    return credentials;
  }

  find(accessKeyId: string): Credentials | undefined {
    return this.byAccessKeyId.get(accessKeyId);
  }

  hasExpired(credentials: Credentials): boolean {
    return credentials.expiresAt !== undefined && credentials.expiresAt <= this.clock();
  }

  /** An hour of grace, so that a late caller is told ExpiredToken and not that its key is unknown. */
  private forgetLongExpired(): void {
    const limit = this.clock().getTime() - 3_600_000;
    for (const { accessKeyId, expiresAt } of this.byAccessKeyId.values())
      if (expiresAt && expiresAt.getTime() < limit) this.byAccessKeyId.delete(accessKeyId);
  }
}

/** `arn:…:iam::…:role/<path>/<name>` + session → `arn:…:sts::…:assumed-role/<name>/<session>`: the path is not part of it. */
export function assumedRoleArn(session: RoleSession): string {
  const [, partition = "", , , account = "", resource = ""] = session.roleArn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${resource.split("/").at(-1) ?? ""}/${session.sessionName}`;
}

/**
 * The role's id, a colon and the session's name. AWS's ids of roles are stable and say nothing; here one can be told from the name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function userIdOf(session: RoleSession): string {
  const letters = (session.roleArn.split("/").at(-1) ?? "").toUpperCase().replace(/[^A-Z2-7]/g, "");
  return `AROA${letters.slice(0, 16).padEnd(16, "A")}:${session.sessionName}`;
}

function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE32[byte % 32]).join("");
}
