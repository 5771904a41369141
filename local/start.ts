import { parseArgs } from "node:util";
import { projectRoot } from "../infra/project-root";
import { banner } from "./banner";
import { type Laptop, startLaptop } from "./laptop";
import { removeLocalJson, writeLocalJson } from "./local-json";
import type { PortChoice } from "./ports";
import { Progress } from "./progress";
import { UserError } from "./user-error";

/** `npm start [-- --ports free] [-- --stack dev]`: runs the laptop until Ctrl-C. */
export async function run(args: string[]): Promise<void> {
  const options = optionsOf(args);
  const root = projectRoot();
  const ended = untilInterrupted();
  const progress = new Progress();
  const laptop = await startLaptop({ projectRoot: root, ...options, onProgress: (doing) => progress.say(doing) });
  progress.end();
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
}

function optionsOf(args: string[]): { stack: string; ports: PortChoice } {
  try {
    const options = {
      stack: { type: "string", default: "dev" },
      ports: { type: "string", default: "default" },
    } as const;
    const { stack, ports } = parseArgs({ args, options }).values;
    if (ports !== "default" && ports !== "free") throw new Error(`--ports is "${ports}"`);
    return { stack, ports };
  } catch (fault) {
    const what = fault instanceof Error ? fault.message : String(fault);
    throw new UserError(`${what}; allowed: --ports default or free, --stack <name>.`);
  }
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
