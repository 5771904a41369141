import { projectRoot } from "../../../infra/project-root";
import { banner } from "../../banner";
import { claimName } from "../../claim";
import { command } from "../../command-line/command";
import { type Given, oneOf, optionalText, text, texts } from "../../command-line/manual";
import { type Laptop, startLaptop } from "../../laptop";
import { laptopLogs, UNNAMED } from "../../local-json";
import { nameOption } from "../../command-line/laptop-name";
import { readFolder } from "../../organization/read-folder";
import { Progress } from "../../progress";

const OPTIONS = {
  ports: {
    ...oneOf("<which>", ["default", "free"], "default", "default: 4100 and up; free: any, as usual with --name"),
    otherwise: undefined,
  },
  stack: text("<name>", "dev", "the environment, Pulumi.<name>.yaml"),
  with: texts("<name>", "a Studio account's stack beside its gateway's (studio)"),
  organization: optionalText("<folder>", "beneath the control policies there (policies/README.md)"),
  name: nameOption("runs it beside others in this folder; commands then take the same --name"),
};

export const run = command(
  {
    command: "npm start",
    about:
      "Runs the Pulumi program, its Lambda bundles and its policies on this machine until Ctrl-C: a port for every VPC endpoint and one " +
      "for the internet, a company sign-in, and a page to click through. Needs no AWS account.",
    options: OPTIONS,
    examples: ["npm start", "npm start -- --name second --stack staging"],
    exitCodes: { 0: "ended by Ctrl-C", 1: "it could not start" },
  },
  runUntilInterrupted,
);

async function runUntilInterrupted(given: Given<typeof OPTIONS>): Promise<number> {
  const { stack, organization, name, ports } = given;
  const root = projectRoot();
  const ended = untilInterrupted();
  const claim = await claimName(root, name);
  try {
    const progress = new Progress();
    const laptop = await startLaptop({
      projectRoot: root,
      stack,
      with: given.with,
      organization: organization === undefined ? undefined : readFolder(organization),
      ports: ports ?? (name === UNNAMED ? "default" : "free"),
      logFolder: laptopLogs(root, name),
      onProgress: (doing) => progress.say(doing),
    }).finally(() => progress.end());
    try {
      claim.publish(addressesOf(laptop));
      process.stdout.write(banner(laptop, name, process.uptime()));
      await ended;
    } finally {
      await laptop.close();
    }
  } finally {
    await claim.release();
  }
  return 0;
}

function addressesOf(laptop: Laptop) {
  return {
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
    laneMembers: laptop.laneMembers,
    control: laptop.control.url,
    operator: laptop.cloud.operatorKeys,
    outputs: laptop.graph.outputs,
    stack: laptop.graph.stack,
    portal: laptop.portal.url,
  };
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
