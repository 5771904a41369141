import type { PolicyDocument } from "../../policies/document";
import type { RecordedDecision } from "../cloud/decide/decision-log";
import type { Door } from "../cloud/door";
import type { AlarmsNow } from "../cloudwatch/live-alarms";
import type { PoolControls } from "../cloud/pool";
import type { Enforcement } from "../enforcement";
import type { LaneMember } from "../identity/pool-people";
import type { Client } from "../identity/code-flow";
import type { Statements } from "./statements";
import type { RequestRecord } from "./time-line/time-line";
import type { ApiAddress } from "./through-a-door";

/** What the portal knows of the laptop. */
export interface Backend {
  readonly doors: readonly Door[];
  readonly api: ApiAddress;
  /** For people without a profile, who may still try another person's. */
  readonly domainId: string;
  readonly people: readonly string[];
  readonly client: Client;
  readonly scope: string;
  readonly enforcement: Enforcement;
  readonly costOnAws: string;
  /** Which of the program's alarms are red. */
  readonly alarms: () => AlarmsNow;
  readonly pool: PoolControls;
  /** Of the Rekognition pool, in paths; empty when there is none. */
  readonly poolOperations: readonly string[];
  /** A member for each lane of the pool's callers, the most important first. */
  readonly laneMembers: readonly LaneMember[];
  /** Where images of this person may go; undefined for one who may not use the pool. */
  readonly imageRegions: (person: string) => readonly string[] | "all" | undefined;
  /** Every decision so far, oldest first. */
  readonly decisions: () => readonly RecordedDecision[];
  readonly statements: Statements;
  /** Everything that is known of one request to the API; undefined for one that is not, or no longer, known. */
  readonly requestRecord: (requestId: string) => RequestRecord | undefined;
  /** What the authorizer answers for a token at a method; undefined when it refuses the token. */
  readonly askAuthorizer: (token: string, methodArn: string) => Promise<PolicyDocument | undefined>;
}

export function doorNamed(backend: Pick<Backend, "doors">, name: string): Door {
  const door = backend.doors.find((each) => each.name === name);
  if (door === undefined) throw new Error(`The program has no door "${name}".`);
  return door;
}
