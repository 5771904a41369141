import { run } from "../../../local/commands/operate/dns";
import { forgetPulumi, pulumiSays } from "./pulumi-cli";

let printed: string;
beforeEach(() => {
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  forgetPulumi();
});

test("the text is made of the deployed stack's outputs, those of an older release too", async () => {
  const outputs = { dnsZonesToForward: ["a1.example"], resolverAddresses: ["10.64.0.10"] };
  pulumiSays(`[ "$6" = prod ] && echo '${JSON.stringify(outputs)}'`);
  expect(await run(["--for", "dnsmasq", "--stack", "prod"])).toBe(0);
  expect(printed).toBe("server=/a1.example/10.64.0.10\nrebind-domain-ok=/a1.example/\n");
});

test("a stack without these outputs is told to be brought up", async () => {
  pulumiSays(`echo '{"apiUrls":{}}'`);
  await expect(run(["--for", "bind", "--stack", "prod"])).rejects.toThrow(
    "The stack has no output dnsZonesToForward: run `pulumi up` with this release first.",
  );
});

test("without a server every one has its text under its name, and the dig lines come last", async () => {
  const outputs = { dnsZonesToForward: ["a1.example"], resolverAddresses: ["10.64.0.10"] };
  pulumiSays(`echo '${JSON.stringify(outputs)}'`);
  expect(await run(["--stack", "prod"])).toBe(0);
  const sections = printed.split(/^## /m).slice(1);
  const texts = [
    "zone ",
    "server:",
    "server=",
    "Add-DnsServer",
    "aws route53resolver",
    "zone_forward",
    "dig +short a1",
  ];
  expect(sections.map((section, index) => section.includes(texts[index] ?? "?"))).toEqual(texts.map(() => true));
  expect(printed).toMatch(/\ndig \+short a1\.example @10\.64\.0\.10\n#.+\ndig \+short a1\.example\n$/);
});
