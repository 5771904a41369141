/** The operator of a running laptop, and the people whom the scenes give rows. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { ProfileNameRule } from "../../../functions/contract/studio-profile";
import { ACTIONS } from "../../mapping/actions";
import { checkNamesCommand } from "../../mapping/check/command";
import { type PeopleTarget, targetOf } from "../../mapping/target";
import { demand } from "../demand";
import type { World } from "../world";

/** Has a profile in the stack's own domain, and one in the other. */
export const JANE = "jane-roe";
export const JOHN = "john-doe";
/** Has a row whose time is over. */
export const CAROL = "carol";
/** In a domain that was there before the stack. */
export const RESEARCH = "research";

type ImportedLine = readonly [person: string, domainId: string, profile: string, expiresAt: string, state?: string];

const NOTHING_ASKED = {
  operand: undefined,
  subject: undefined,
  "dry-run": false,
  "delete-apps": false,
  "keep-disabled": false,
};

export class Operator {
  private readonly target: PeopleTarget;

  constructor(private readonly world: World) {
    // Of Node 20, which this project still carries: the SDK would say it among the scenes.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const { graph, identity, cloud } = world.laptop;
    const { endpoint, region, ...credentials } = cloud.operatorKeys;
    const client = { region, endpoint, credentials };
    const reached = { where: "the laptop", issuer: identity.issuer, client, pollMs: 100, options: "" };
    this.target = targetOf(graph.outputs, reached);
  }

  /** The domain that rows may name beside the stack's own. */
  get furtherDomainId(): string {
    const further = this.target.operator.domainIds?.find((id) => id !== this.world.laptop.domainId);
    demand(further !== undefined, "the stack serves no further domain");
    return further;
  }

  /** @returns the exit code and what was said */
  async run(action: string, operand?: string): Promise<{ readonly code: number; readonly said: string }> {
    const lines: string[] = [];
    const code = await ACTIONS[action]?.(this.target, { ...NOTHING_ASKED, operand }, (line) => lines.push(line));
    return { code: code ?? 1, said: lines.join(" ") };
  }

  /** What a rule makes of a list of names, before anything is deployed by it. */
  checkNames(names: readonly string[], rule: ProfileNameRule) {
    const file = path.join(this.world.logFolder, "names.txt");
    fs.writeFileSync(file, names.join("\n"));
    const lines: string[] = [];
    const code = checkNamesCommand(file, rule, (line) => lines.push(line));
    return { code, said: lines.join(" ") };
  }

  /** Imports lines of a file. */
  async importLines(lines: readonly ImportedLine[]) {
    const subjects = new Map(this.world.laptop.people.map(({ name, subject }) => [name, subject]));
    const rows = lines.map(([person, domainId, profile, expiresAt, state = ""]) =>
      [subjects.get(person), person, domainId, profile, expiresAt, state].join(","),
    );
    const file = path.join(this.world.logFolder, "people.csv");
    fs.writeFileSync(file, ["subject,label,domainId,userProfileName,expiresAt,state", ...rows, ""].join("\n"));
    return this.run("import", file);
  }
}
