import { createServer } from "node:net";
import { UserError } from "./user-error";

/** Fixed, so that bookmarks and shell histories stay true; "free" takes whatever is free. */
export type PortChoice = "default" | "free";

export interface Ports {
  readonly portal: number;
  readonly signIn: number;
  /** By door name; a door that is not listed takes a free port. */
  readonly doors: Readonly<Record<string, number>>;
}

const DEFAULT_PORTS: Ports = {
  portal: 4100,
  signIn: 4101,
  doors: {
    "execute-api": 4102,
    studio: 4103,
    "sagemaker-api": 4104,
    sts: 4105,
    internet: 4106,
    "foreign-execute-api": 4107,
    "foreign-studio": 4108,
    "sagemaker-runtime": 4109,
    logs: 4110,
    s3: 4111,
    "s3-gateway": 4112,
    "dynamodb-gateway": 4113,
    "rekognition-eu-central-1": 4114,
    "rekognition-eu-west-1": 4115,
    "rekognition-eu-west-2": 4116,
  },
};

/** Doors in the order of their usual ports, whatever their ports are; those without one follow by name. */
export function inUsualOrder<Named extends { readonly name: string }>(doors: readonly Named[]): Named[] {
  const place = ({ name }: Named) => DEFAULT_PORTS.doors[name] ?? Infinity;
  return [...doors].sort((one, other) => {
    const [first, second] = [place(one), place(other)];
    return first === second ? one.name.localeCompare(other.name) : first - second;
  });
}

/** 0 means any free port. */
const FREE_PORTS: Ports = { portal: 0, signIn: 0, doors: {} };

/**
 * The ports to listen on, looked at before anything is started.
 * @throws UserError, one sentence, when one of the fixed ones is taken
 */
export async function choosePorts(choice: PortChoice): Promise<Ports> {
  if (choice === "free") return FREE_PORTS;
  const { portal, signIn, doors } = DEFAULT_PORTS;
  const wanted = Object.entries({ portal, "sign-in": signIn, ...doors });
  const taken = (
    await Promise.all(wanted.map(async ([name, port]) => ((await isFree(port)) ? [] : [{ name, port }])))
  ).flat();
  const [first] = taken;
  if (first === undefined) return DEFAULT_PORTS;
  throw new UserError(
    `Port ${first.port} (${first.name}) is taken by another program: end that one, or run \`npm start -- --ports free\`.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
