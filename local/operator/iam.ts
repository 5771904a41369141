import { STSClient } from "@aws-sdk/client-sts";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { partitionOf } from "../../infra/partition";
import { NodeSha256 } from "../../functions/aws/node-sha256";
import type { ClientSettings } from "./target";

/** An answer of IAM's that is not a success. `name` is IAM's code, e.g. "NoSuchEntity". */
export class IamError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** IAM's three operations on one role's inline policy. */
export interface Iam {
  put(roleName: string, policyName: string, document: string): Promise<void>;
  /** @returns undefined when the role, or the policy, does not exist */
  get(roleName: string, policyName: string): Promise<string | undefined>;
  /** @returns false when there was none */
  delete(roleName: string, policyName: string): Promise<boolean>;
}

/**
 * IAM speaks the Query protocol: a signed form, XML back. Three calls of it are written here, which do without loading the SDK's client: a
 * cut-off is not to wait. Credentials come from the SDK's default chain, by way of the STS client.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
 */
export function iamOf(settings: ClientSettings): Iam {
  const credentials = new STSClient(settings).config.credentials;
  const { host, region } = partitionOf(settings.region).iam;
  const url = new URL(settings.endpoint ?? `https://${host}`);
  const signer = new SignatureV4({ credentials, region, service: "iam", sha256: NodeSha256 });
  const send = (action: string, parameters: Readonly<Record<string, string>>) =>
    withRetries(() => sendOnce(signer, url, { Action: action, Version: "2010-05-08", ...parameters }));
  const unlessMissing = async <Result>(call: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof IamError && error.name === "NoSuchEntity") return undefined;
      throw error;
    }
  };
  return {
    async put(RoleName, PolicyName, PolicyDocument) {
      await send("PutRolePolicy", { RoleName, PolicyName, PolicyDocument });
    },
    async get(RoleName, PolicyName) {
      const xml = await unlessMissing(() => send("GetRolePolicy", { RoleName, PolicyName }));
      return xml === undefined ? undefined : decodeURIComponent(elementOf(xml, "PolicyDocument"));
    },
    async delete(RoleName, PolicyName) {
      return (await unlessMissing(() => send("DeleteRolePolicy", { RoleName, PolicyName }))) !== undefined;
    },
  };
}

async function sendOnce(signer: SignatureV4, url: URL, form: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams(form).toString();
  const headers = { host: url.host, "content-type": "application/x-www-form-urlencoded" };
  const signed = await signer.sign(new HttpRequest({ method: "POST", path: "/", headers, body }));
  const answer = await fetch(url, {
    method: "POST",
    headers: signed.headers,
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const xml = await answer.text();
  if (answer.ok) return xml;
  throw new IamError(elementOf(xml, "Code") || `HTTP ${answer.status}`, elementOf(xml, "Message"));
}

/** All three may be sent twice: what is put is the whole policy. */
async function withRetries(send: () => Promise<string>, tries = 4): Promise<string> {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      if (tried === tries || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tried * (0.5 + Math.random() / 2)));
    }
  }
}

/** Throttling, a fault of IAM's, and what it answers while another change of the role goes through. */
const PASSING = /^(Throttling|ThrottlingException|ServiceFailure|ConcurrentModification|HTTP 5\d\d)$/;

function isPassing(error: unknown): boolean {
  return error instanceof IamError ? PASSING.test(error.name) : error instanceof TypeError;
}

/** The text of the first element of a name; "" without one. IAM's answers have no attributes and no CDATA. */
function elementOf(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
  const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? "");
}
