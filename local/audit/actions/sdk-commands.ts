/** Which AWS calls a function's code makes, read from the very bytes that are deployed. */

/** One command of the SDK that the bundle makes an instance of. */
export interface SdkCommand {
  /** `S3Client` and the like. */
  readonly client: string;
  /** The operation, e.g. `GetObject`. */
  readonly operation: string;
}

/**
 * The SDK writes a command as `class extends command(…, "GetObject", …)`, where `command` was made once per client from the
 * client's name. Names survive minification because both are text; a command that is only carried along (the SDK's whole
 * index may be, behind a lazy import) is told from one that is used by its `new`.
 *
 * @returns sorted by client and operation, each once
 * @throws Error when the bundle makes commands of a builder whose client cannot be told: silence would hide a call
 */
export function sdkCommandsIn(bundle: string): SdkCommand[] {
  const clients = clientsByBuilder(bundle);
  const made = new Set(Array.from(bundle.matchAll(/\bnew ([\w$]+)\(/g), ([, name = ""]) => name));
  const used = Array.from(bundle.matchAll(COMMAND), ([, name = "", builder = "", operation = ""]) => ({
    name,
    builder,
    operation,
  })).filter(({ name }) => made.has(name));
  const commands = used.map(({ builder, operation }) => {
    const client = clients.get(builder);
    if (client === undefined)
      throw new Error(`The bundle makes the SDK's ${operation}, but of which client is not said.`);
    return { client, operation };
  });
  const unique = new Map(commands.map((command) => [`${command.client}.${command.operation}`, command]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, command]) => command);
}

const COMMAND = /([\w$]+)=class(?: [\w$]+)? extends ([\w$]+)\([\w$]+,[\w$]+,"(\w+)",[\w$]+\)/g;

/** `command=makeBuilder(endpointParameters,"AmazonS3","S3Client",ruleSet)`. */
const BUILDER = /([\w$]+)=[\w$]+\([^()]*?"[\w ]+","(\w+Client)"[^()]*?\)/g;

function clientsByBuilder(bundle: string): ReadonlyMap<string, string> {
  return new Map(Array.from(bundle.matchAll(BUILDER), ([, builder = "", client = ""]) => [builder, client]));
}
