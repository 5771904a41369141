import { forwardingSnippets, zonesToForward } from "../../../infra/network/dns-forwarding";

const API = "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com";
const STUDIO = "studio.eu-central-1.sagemaker.aws";

test.each([
  ["eu-central-1", [API, STUDIO]],
  ["cn-north-1", ["a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn", "studio.cn-north-1.sagemaker.aws"]],
])("in %s only the API's own name and Studio's zone are forwarded", (region, zones) => {
  expect(zonesToForward({ apiId: "a1b2c3d4e5", region })).toEqual(zones);
});

test("without private DNS the API's name is not forwarded: its alias is public", () => {
  const names = { apiId: "a1b2c3d4e5", region: "eu-central-1", executeApiPrivateDns: false };
  expect(zonesToForward(names)).toEqual([STUDIO]);
});

const snippets = forwardingSnippets([API, STUDIO], ["10.64.0.10", "10.64.4.10"]);

/** BIND, Unbound and dnsmasq read theirs, and answer by it, in dns-servers/. */
test.each<[keyof typeof snippets, string[]]>([
  [
    "bind",
    [
      `zone "${API}" { type forward; forward only; forwarders { 10.64.0.10; 10.64.4.10; }; };`,
      `zone "${STUDIO}" { type forward; forward only; forwarders { 10.64.0.10; 10.64.4.10; }; };`,
      "# The answers are private addresses. Where options { } has deny-answer-addresses, against DNS rebinding, end that list with:",
      `#   deny-answer-addresses { ... } except-from { "${API}"; "${STUDIO}"; };`,
    ],
  ],
  [
    "unbound",
    [
      "server:",
      `  private-domain: "${API}."`,
      `  private-domain: "${STUDIO}."`,
      "forward-zone:",
      `  name: "${API}."`,
      "  forward-addr: 10.64.0.10",
      "  forward-addr: 10.64.4.10",
      "forward-zone:",
      `  name: "${STUDIO}."`,
      "  forward-addr: 10.64.0.10",
      "  forward-addr: 10.64.4.10",
    ],
  ],
  [
    "dnsmasq",
    [
      `server=/${API}/10.64.0.10`,
      `server=/${API}/10.64.4.10`,
      `server=/${STUDIO}/10.64.0.10`,
      `server=/${STUDIO}/10.64.4.10`,
      `rebind-domain-ok=/${API}/${STUDIO}/`,
    ],
  ],
  [
    "windows",
    [API, STUDIO].map(
      (zone) =>
        `Add-DnsServerConditionalForwarderZone -Name "${zone}" -MasterServers 10.64.0.10,10.64.4.10 -ReplicationScope Forest`,
    ),
  ],
  [
    "check",
    [
      "# The resolver itself: private addresses have to come back, from each of its own.",
      `dig +short ${API} @10.64.0.10`,
      `dig +short ${API} @10.64.4.10`,
      `dig +short any-domain.${STUDIO} @10.64.0.10`,
      `dig +short any-domain.${STUDIO} @10.64.4.10`,
      "# The company's DNS, which this machine asks: the same ones. Nothing, or public ones, means that it does not forward.",
      `dig +short ${API}`,
      `dig +short any-domain.${STUDIO}`,
    ],
  ],
])("for %s the same in its own words", (server, lines) => {
  expect(snippets[server].split("\n")).toEqual(lines);
});

test("for Route 53 each zone is a rule of the VPC that asks, and neither is made without its id", () => {
  const [endpoint, vpc, ...rules] = snippets.route53.split("\n");
  expect(endpoint).toMatch(/^: "\$\{OUTBOUND_ENDPOINT:\?.+"$/);
  expect(vpc).toMatch(/^: "\$\{VPC:\?.+"$/);
  const targets = "--target-ips Ip=10.64.0.10,Port=53 Ip=10.64.4.10,Port=53";
  expect(rules).toEqual(
    [API, STUDIO].flatMap((zone) => [
      `RULE=$(aws route53resolver create-resolver-rule --rule-type FORWARD --domain-name ${zone} --creator-request-id ${zone} \\`,
      `  --resolver-endpoint-id "$OUTBOUND_ENDPOINT" ${targets} --query ResolverRule.Id --output text) &&`,
      '  aws route53resolver associate-resolver-rule --resolver-rule-id "$RULE" --vpc-id "$VPC"',
    ]),
  );
});

test("for Infoblox each zone is a request that names both addresses and forwards only", () => {
  const [variables, ...requests] = snippets.infoblox.split("\n");
  expect(variables).toContain("${GRID:?");
  const bodies = requests.map((line) => JSON.parse(/-d '(.+)'$/.exec(line)?.[1] ?? "") as unknown);
  const forward_to = [
    { name: "inbound-resolver-1", address: "10.64.0.10" },
    { name: "inbound-resolver-2", address: "10.64.4.10" },
  ];
  expect(bodies).toEqual([API, STUDIO].map((fqdn) => ({ fqdn, forward_to, forwarders_only: true })));
});
