import { projectRoot } from "../../infra/project-root";
import { banner } from "../banner";
import { command } from "../command-line/command";
import { type Given, oneOf, text } from "../command-line/manual";
import { type Laptop, startLaptop } from "../laptop";
import { removeLocalJson, writeLocalJson } from "../local-json";
import { Progress } from "../progress";

const OPTIONS = {
  ports: oneOf("<which>", ["default", "free"], "default", "4100 and up, or any free ones"),
  stack: text("<name>", "dev", "the environment, Pulumi.<name>.yaml"),
};

export const run = command(
  {
    command: "npm start",
    about:
      "Runs the Pulumi program, its Lambda bundles and its policies on this machine until Ctrl-C: a port for every VPC endpoint and one " +
      "for the internet, a company sign-in, and a page to click through. Needs no AWS account.",
    options: OPTIONS,
    examples: ["npm start", "npm start -- --ports free --stack staging"],
    exitCodes: { 0: "ended by Ctrl-C", 1: "it could not start" },
  },
  runUntilInterrupted,
);

async function runUntilInterrupted(options: Given<typeof OPTIONS>): Promise<number> {
  const root = projectRoot();
  const ended = untilInterrupted();
  const progress = new Progress();
  const onProgress = (doing: string) => progress.say(doing);
  const laptop = await startLaptop({ projectRoot: root, ...options, onProgress }).finally(() => progress.end());
  try {
    writeLocalJson(root, {
      doors: doorsByName(laptop),
      issuer: laptop.identity.issuer,
      keySetUrl: laptop.identity.keySetUrl,
      clientId: laptop.client.clientId,
      scope: laptop.scope,
      apiId: laptop.api.id,
      stage: laptop.api.stage,
      studioDomainId: laptop.domainId,
      people: laptop.people.map(({ name }) => name),
      poolMember: laptop.poolMember,
      control: laptop.control.url,
      portal: laptop.portal.url,
      pid: process.pid,
    });
    process.stdout.write(banner(laptop, process.uptime()));
    await ended;
  } finally {
    removeLocalJson(root);
    await laptop.close();
  }
  return 0;
}

function doorsByName({ doors }: Laptop) {
  const shown = doors.map(({ name, url, port, endpointId }) => {
    return [name, { url, port, ...(endpointId !== undefined && { endpointId }) }] as const;
  });
  return Object.fromEntries(shown);
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
