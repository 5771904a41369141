import { type SnippetName, SNIPPETS } from "../../../infra/network/dns-forwarding";
import { command } from "../../command-line/command";
import { oneOf, optionalText } from "../../command-line/manual";
import { outputsOrSample } from "../../operator/outputs-or-sample";
import { UserError } from "../../user-error";

/** Where each text goes. */
const PLACES: Record<SnippetName, string> = {
  bind: "BIND: named.conf",
  unbound: "Unbound: unbound.conf",
  dnsmasq: "dnsmasq: dnsmasq.conf",
  windows: "Windows: PowerShell on a domain controller",
  route53: "Route 53 Resolver: a shell with AWS credentials of the network that asks",
  infoblox: "Infoblox: a shell that reaches the grid master",
  check: "To prove it, with any of them: a shell of the office",
};

const SERVERS = Object.keys(SNIPPETS) as [SnippetName, ...SnippetName[]];

const MANUAL = {
  command: "npm run -s dns",
  about:
    "Prints what the company's DNS server needs to forward the few names of a deployed stack to its inbound resolver, for every kind of " +
    "server, and dig lines that prove it. With --for it prints one text, ready to paste; with -s npm prints no line of its own.",
  options: {
    for: { ...oneOf("<server>", SERVERS, "check", `one of ${SERVERS.join(", ")}`), otherwise: undefined },
    stack: optionalText("<name>", "the deployed stack; without it a sample with made-up addresses"),
  },
  examples: ["npm run dns -- --stack prod", "npm run -s dns -- --for unbound --stack prod"],
  exitCodes: { 0: "the text is printed", 1: "the stack has no such outputs, or the Pulumi CLI does not answer" },
};

export const run = command(MANUAL, async (given) => {
  const outputs = await outputsOrSample(given.stack);
  const zones = textsIn(outputs, "dnsZonesToForward");
  const addresses = textsIn(outputs, "resolverAddresses");
  const textFor = (server: SnippetName) => `${SNIPPETS[server]({ zones, addresses })}\n`;
  const all = () => SERVERS.map((server) => `## ${PLACES[server]}\n\n${textFor(server)}`).join("\n");
  process.stdout.write(given.for === undefined ? all() : textFor(given.for));
  return 0;
});

function textsIn(outputs: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = outputs[name];
  if (Array.isArray(value) && value.length > 0) return value.map(String);
  throw new UserError(`The stack has no output ${name}: run \`pulumi up\` with this release first.`);
}
