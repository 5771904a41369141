/** CodeDeploy and Lambda as far as a hook needs them, over their real wire protocols: new versions are what a test says they are. */
import { createHash } from "node:crypto";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Door } from "../../../local/cloud/door";
import { receive } from "../../../local/cloud/incoming";
import { CredentialStore } from "../../../local/cloud/signing/credentials";
import { checkSignature } from "../../../local/cloud/signing/signature";

export type Invoked =
  | { readonly result: unknown }
  | { readonly error: { readonly name: string; readonly message: string } }
  /** Lambda's own answer in place of the function's. */
  | { readonly status: number }
  | "hang";

export interface Deployed {
  /** The deployment group. */
  readonly code: string;
  readonly creator?: "user" | "codeDeployRollback";
  /** In place of the AppSpec that the program writes. */
  readonly appSpec?: string;
}

const APPLICATION = "private-ml-gateway-dev";

export class RolloutServer {
  deployed: Deployed = { code: "studio-url" };
  invoke: (event: unknown) => Promise<Invoked> = () => Promise.resolve({ result: null });
  /** What CodeDeploy answers to the hook's report. */
  reportStatus = 200;
  /** "lambda studio-url-1a2b3c4 7", "codedeploy GetDeployment", … */
  readonly calls: string[] = [];
  readonly reports: unknown[] = [];
  readonly #credentials = new CredentialStore(() => new Date());
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<RolloutServer> {
    const server = new RolloutServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** The hook's environment: this server, and credentials whose signatures it checks. */
  get environment(): Record<string, string> {
    const roleArn = "arn:aws:iam::111122223333:role/smoke-test-role";
    const issued = this.#credentials.issue({ roleArn, sessionName: "smoke-test", tags: {} });
    return {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: issued.accessKeyId,
      AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
      AWS_SESSION_TOKEN: issued.sessionToken,
      AWS_ENDPOINT_URL: this.url,
    };
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(): void {
    for (const list of [this.calls, this.reports]) list.length = 0;
    this.reportStatus = 200;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const incoming = await receive(request, {} as Door);
    const target = String(request.headers["x-amz-target"] ?? "");
    const expected = { service: target === "" ? "lambda" : "codedeploy", region: "eu-central-1" };
    const check = await checkSignature(incoming, this.#credentials, expected);
    if (!check.ok) return void response.writeHead(403).end(JSON.stringify({ __type: check.fault }));
    const body = JSON.parse(incoming.body.toString("utf8")) as Readonly<Record<string, unknown>>;
    if (target === "") return this.#lambda(new URL(request.url ?? "", this.url), body, response);
    this.calls.push(`codedeploy ${target.replace("CodeDeploy_20141006.", "")}`);
    const [status, answer] = this.#codeDeploy(target, body);
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
  }

  #codeDeploy(target: string, body: Readonly<Record<string, unknown>>): [number, unknown] {
    const { code, creator = "user", appSpec = appSpecOf(code) } = this.deployed;
    const sha256 = createHash("sha256").update(appSpec).digest("hex");
    if (target.endsWith(".GetDeployment")) {
      const revision = { revisionType: "AppSpecContent", appSpecContent: { sha256 } };
      return [200, { deploymentInfo: { applicationName: APPLICATION, deploymentGroupName: code, revision, creator } }];
    }
    if (target.endsWith(".GetApplicationRevision")) {
      const asked = (body["revision"] as { appSpecContent: { sha256: string } }).appSpecContent.sha256;
      if (asked !== sha256 || body["applicationName"] !== APPLICATION)
        return [400, { __type: "RevisionDoesNotExistException" }];
      return [200, { revision: { revisionType: "AppSpecContent", appSpecContent: { content: appSpec, sha256 } } }];
    }
    if (this.reportStatus === 200) this.reports.push(body);
    return [this.reportStatus, {}];
  }

  async #lambda({ pathname, searchParams }: URL, event: unknown, response: http.ServerResponse): Promise<void> {
    this.calls.push(`lambda ${pathname.split("/")[3] ?? ""} ${searchParams.get("Qualifier") ?? ""}`);
    const invoked = await this.invoke(event);
    if (invoked === "hang") return;
    if ("status" in invoked) return void response.writeHead(invoked.status).end('{"Message":"no"}');
    if ("result" in invoked) return void response.writeHead(200).end(JSON.stringify(invoked.result));
    const { name, message } = invoked.error;
    response.writeHead(200, { "x-amz-function-error": "Unhandled" });
    response.end(JSON.stringify({ errorType: name, errorMessage: message }));
  }
}

function appSpecOf(code: string): string {
  const Properties = { Name: `${code}-1a2b3c4`, Alias: "live", CurrentVersion: "6", TargetVersion: "7" };
  return JSON.stringify({
    version: "0.0",
    Resources: [{ [code]: { Type: "AWS::Lambda::Function", Properties } }],
    Hooks: [{ BeforeAllowTraffic: "smoke-test-1a2b3c4" }],
  });
}
