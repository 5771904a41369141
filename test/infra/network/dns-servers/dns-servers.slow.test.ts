import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { namedConf } from "../../../../infra/corporate-sandbox/named-conf";
import { SNIPPETS } from "../../../../infra/network/dns-forwarding";
import { graphOf } from "../../../variants";
import { COMPANY_SERVERS } from "./company-servers";
import { ENDPOINT_ADDRESS, freePort, type InboundResolver, inboundResolver } from "./inbound-resolver";

/** The printed text in real DNS servers: each reads it without complaint, and answers through it. */
const outputs = graphOf("dev").outputs as { dnsZonesToForward: string[]; resolverAddresses: string[] };
const zones = outputs.dnsZonesToForward;
const names = zones.map((zone) => (zone.startsWith("studio.") ? `d-abc123def456.${zone}` : zone));

let folder: string;
let resolver: InboundResolver;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dns-servers-"));
  resolver = await inboundResolver();
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    const ended = once(child, "exit");
    if (child.kill("SIGKILL")) await ended;
  }
});
afterAll(() => {
  resolver.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("three zones are forwarded: the API's one name, Studio's, and that of the images bucket", () => {
  expect(zones.map((zone) => zone.split(".").slice(1, 3).join("."))).toEqual([
    "execute-api.eu-central-1",
    "eu-central-1.sagemaker",
    "s3.eu-central-1",
  ]);
});

describe.each(Object.entries(COMPANY_SERVERS))("%s", (name, server) => {
  const print = SNIPPETS[name as keyof typeof COMPANY_SERVERS];

  test("reads the text as it is printed", () => {
    const file = path.join(folder, `${name}-printed.conf`);
    fs.writeFileSync(file, `${print({ zones, addresses: outputs.resolverAddresses })}\n`);
    const [tool, ...args] = server.check(file);
    const { error, status, stderr } = spawnSync(tool, args, { encoding: "utf8" });
    expect(error === undefined ? "" : `${tool} is missing: install ${server.package}`).toBe("");
    expect([status, /error|warning|unknown/i.exec(stderr)]).toEqual([0, null]);
  });

  const forwarded = () => print({ zones, addresses: [server.forwarder(resolver.port)] });

  test("answers with the endpoints' private addresses, though it takes such answers of others for an attack", async () => {
    expect(await answersOf(forwarded())).toEqual(names.map(() => ENDPOINT_ADDRESS));
  });

  test("without what the text says of DNS rebinding gives none of them", async () => {
    expect(await answersOf(server.unprotected(forwarded()))).toEqual(names.map(() => "none"));
  });

  async function answersOf(text: string): Promise<string[]> {
    const port = await freePort();
    const file = path.join(folder, `${name}-${port}.conf`);
    fs.writeFileSync(file, server.config(text, { port, folder }));
    const [tool, ...args] = server.serve(file);
    const child = spawn(tool, args, { stdio: "ignore" });
    running.push(child);
    const ended = once(child, "exit").then(() => Promise.reject(new Error(`${tool} does not run`)));
    const asked = new Resolver({ timeout: 300, tries: 1 });
    asked.setServers([`127.0.0.1:${port}`]);
    return Promise.race([ended, Promise.all(names.map((each) => answerTo(asked, each)))]);
  }
});

test("BIND reads the whole configuration of the sandbox's DNS server, the same text in it", () => {
  const place = { address: "10.10.0.10", cidr: "10.10.0.0/24" };
  const conf = namedConf({ ...place, zones, resolverAddresses: outputs.resolverAddresses });
  const file = path.join(folder, "sandbox.conf");
  // The package makes that folder.
  fs.writeFileSync(file, conf.replace("/var/named", folder));
  const { status, stdout } = spawnSync("named-checkconf", [file], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, ""]);
});

/** Asks until there is an answer: the server has just been started. */
async function answerTo(resolver: Resolver, name: string): Promise<string> {
  for (;;) {
    try {
      return (await resolver.resolve4(name))[0] ?? "none";
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ECONNREFUSED" && code !== "ETIMEOUT") return "none";
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
