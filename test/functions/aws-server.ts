/**
 * STS and SageMaker as far as a URL needs them, over their real wire protocols (query and XML, JSON 1.1), for unmodified
 * SDK clients. Answers can be scripted per operation; every call is recorded.
 */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { bodyOf } from "./request-body";

export type Operation = "AssumeRole" | "DescribeUserProfile" | "CreatePresignedDomainUrl";

export interface Call {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, string | number>>;
  /** Whose credentials signed it. */
  readonly accessKeyId: string;
}

/** An error by its name, a JSON answer (of STS, its member `xml` as text), or no answer. */
export type Reply =
  | { readonly error: string; readonly status: number }
  | { readonly json: Readonly<Record<string, unknown>> }
  /** A 200 without a byte. */
  | "empty"
  | "hang"
  | "hang-in-body"
  | "reset";

type Script = (call: Call) => Reply | undefined;

/** What no error answer may ever pass on. */
export const SECRET_ARN = "arn:aws:iam::111122223333:role/minting-role-canary";

export class AwsServer {
  readonly calls: Call[] = [];
  /** Decides an answer; undefined leaves it to the defaults below. */
  script: Script = () => undefined;
  /** Held back this long, in milliseconds. */
  delay: (call: Call) => number = () => 0;
  readonly #server: http.Server;
  readonly #sessions = new Map<string, Call>();

  private constructor() {
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<AwsServer> {
    const server = new AwsServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** The environment with which the SDK finds this server; the credentials are the function's own. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      AWS_REGION: "eu-central-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_ACCESS_KEY_ID: "AKIAFUNCTION",
      AWS_SECRET_ACCESS_KEY: "function-secret",
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_SAGEMAKER: url,
    };
  }

  /** The calls of that kind, for one profile or for all. */
  called(operation: Operation, profile?: string): Call[] {
    const calls = this.calls.filter((call) => call.operation === operation);
    return profile === undefined ? calls : calls.filter((call) => profileOf(call) === profile);
  }

  /** From now on that operation gets that answer when it is for that profile. */
  answering(profile: string, operation: Operation, reply: Reply): void {
    const others = this.script;
    this.script = (call) => (profileOf(call) === profile && call.operation === operation ? reply : others(call));
  }

  reset(): void {
    this.calls.length = 0;
    this.script = () => undefined;
    this.delay = () => 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined) return;
    const call = readCall(request, body);
    this.calls.push(call);
    await new Promise((resolve) => setTimeout(resolve, this.delay(call)));
    const reply = this.script(call);
    response.setHeader("x-amzn-requestid", "aws-request");
    const isSts = call.operation === "AssumeRole";
    if (reply === "hang") return;
    if (reply === "empty") return void response.end();
    if (reply === "reset") return void request.socket.destroy();
    if (reply === "hang-in-body") return void response.writeHead(200, { "content-length": "500" }).write("{");
    const refuse = isSts ? stsError : sageMakerError;
    if (reply && "error" in reply) {
      refuse(response, reply);
      return;
    }
    if (isSts) {
      const session = this.#openSession(call);
      const text = reply ? String(reply.json["xml"]) : session;
      return void response.setHeader("content-type", "text/xml").end(text);
    }
    const json = reply?.json ?? this.#defaultFor(call);
    response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify(json));
  }

  #openSession(call: Call): string {
    const accessKeyId = `ASIA${String(this.#sessions.size).padStart(16, "0")}`;
    this.#sessions.set(accessKeyId, call);
    return (
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
      `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>` +
      `<SessionToken>session-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>` +
      `</AssumeRoleResult><ResponseMetadata><RequestId>sts-1</RequestId></ResponseMetadata></AssumeRoleResponse>`
    );
  }

  /** As IAM would: the session's own tags decide, whatever profile the call names. */
  #defaultFor({ operation, input, accessKeyId }: Call): Record<string, unknown> {
    if (operation === "DescribeUserProfile") return { Status: "InService" };
    const tagged = this.#sessions.get(accessKeyId)?.input["Tags.member.2.Value"] ?? "nobody";
    const query = `token=canary-url-${tagged}-${accessKeyId}`;
    return { AuthorizedUrl: `https://${input["DomainId"]}.studio.eu-central-1.sagemaker.aws/auth?${query}` };
  }
}

/** Whose profile a call is for: STS reads it in a tag. */
function profileOf({ input }: Call): string {
  return String(input["UserProfileName"] ?? input["Tags.member.2.Value"]);
}

function readCall(request: http.IncomingMessage, body: string): Call {
  const accessKeyId = /Credential=(\w+)/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const target = request.headers["x-amz-target"] as string | undefined;
  if (target === undefined) {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { operation: input["Action"] as Operation, input, accessKeyId };
  }
  const input = JSON.parse(body) as Record<string, string | number>;
  return { operation: target.replace("SageMaker.", "") as Operation, input, accessKeyId };
}

const MESSAGE = `User: ${SECRET_ARN} is not authorized, or whatever else AWS has to say`;

function stsError(response: http.ServerResponse, { error, status }: { error: string; status: number }): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${MESSAGE}</Message></Error>` +
      `<RequestId>sts-1</RequestId></ErrorResponse>`,
  );
}

function sageMakerError(response: http.ServerResponse, { error, status }: { error: string; status: number }): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify({ __type: error, Message: MESSAGE }));
}
