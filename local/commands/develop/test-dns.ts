import { toolCommand } from "../../command-line/tool";

export const run = toolCommand(
  {
    command: "npm run test:dns",
    about:
      "Gives what npm run dns prints to BIND, Unbound and dnsmasq: each checks it (named-checkconf, unbound-checkconf, dnsmasq --test), " +
      "and then answers by it with its protection against DNS rebinding on. Debian: apt-get install bind9 unbound dnsmasq-base.",
    options: {},
    examples: ["npm run test:dns"],
    exitCodes: { 0: "all three read the text and answer by it", 1: "one does not, or is not installed" },
  },
  [["jest", "--config", "jest.slow.config.mjs", "test/infra/network/dns-servers"]],
);
