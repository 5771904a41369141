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

test("the snippets say the same in the words of each DNS server", () => {
  const { bind, unbound, windows, check } = forwardingSnippets([API, STUDIO], ["10.64.0.10", "10.64.4.10"]);
  expect(bind.split("\n")).toEqual([
    `zone "${API}" { type forward; forward only; forwarders { 10.64.0.10; 10.64.4.10; }; };`,
    `zone "${STUDIO}" { type forward; forward only; forwarders { 10.64.0.10; 10.64.4.10; }; };`,
  ]);
  expect(unbound.split("\n").slice(0, 4)).toEqual([
    "forward-zone:",
    `  name: "${API}."`,
    "  forward-addr: 10.64.0.10",
    "  forward-addr: 10.64.4.10",
  ]);
  expect(windows.split("\n")[1]).toBe(
    `Add-DnsServerConditionalForwarderZone -Name "${STUDIO}" -MasterServers 10.64.0.10,10.64.4.10 -ReplicationScope Forest`,
  );
  expect(check.split("\n")).toEqual([
    `dig +short ${API} @10.64.0.10`,
    `dig +short ${API} @10.64.4.10`,
    `dig +short any-domain.${STUDIO} @10.64.0.10`,
    `dig +short any-domain.${STUDIO} @10.64.4.10`,
  ]);
});
