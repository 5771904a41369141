import type { Estate } from "../../policies/audit/estate";
import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { LambdaHost } from "../lambda/host";
import { type Answer, textAnswer } from "./answer";
import type { DecisionLog } from "./decide/decision-log";
import { type Door, type DoorName, findDoor } from "./door";
import type { EventBuses } from "./events/event-bus";
import { dispatch, openDoor, type OpenDoor, type Services } from "./edge";
import type { Incoming } from "./incoming";
import { type CloudSettings, connect, type Plan, planCloud } from "./plan";
import { issueOperatorKeys, type OperatorKeys } from "./operator/operator-keys";
import type { PoolControls } from "./pool";
import type { AccessLog } from "./private-api/access-log";
import type { StudioWork } from "./sagemaker/apps/studio-work";
import type { Standing } from "./read-back/standing";
import { ServiceCalls } from "./service-calls";
import type { ServiceFaults } from "./sagemaker/faults";
import type { StudioProfiles } from "./sagemaker/studio-profiles";

/** What tests may do to Studio and its service. */
export interface StudioHooks {
  readonly setProfileStatus: StudioProfiles["setStatus"];
  readonly scriptFault: ServiceFaults["script"];
  readonly clearFaults: () => void;
  readonly work: StudioWork;
}

export interface Cloud {
  readonly doors: readonly Door[];
  readonly decisions: DecisionLog;
  readonly functions: LambdaHost;
  readonly accessLog: AccessLog;
  /** What functions asked AWS for, by the request it was for. */
  readonly serviceCalls: ServiceCalls;
  /** What was put on event buses. */
  readonly eventBuses: EventBuses;
  /** The program's policies as the audit collects them, which are those that decide here. */
  readonly estate: Estate;
  /** They, and what the laptop adds: its operator's, and those of other companies' endpoints. */
  readonly enforcedPolicies: readonly NamedPolicy[];
  /** @throws Error for a name that no door has */
  door(name: DoorName): Door;
  studio(): StudioHooks;
  readonly pool: PoolControls;
  /** What read operations tell of the account; tests change it, as one would by hand at the console. */
  readonly standing: Standing;
  /** For the commands of the stack's operator. */
  readonly operatorKeys: OperatorKeys;
  close(): Promise<void>;
}

/** Opens the program's cloud on this machine. @throws NotModelledError or UnmodelledPolicyError before any door is open */
export async function startCloud(settings: CloudSettings): Promise<Cloud> {
  const plan = planCloud(settings);
  const opened: OpenDoor[] = [];
  const running: Running = {};
  const serviceCalls = new ServiceCalls();
  try {
    for (const door of plan.doors)
      opened.push(
        await openDoor(door, settings.ports?.[door.name] ?? 0, (request) => answerAt(running, serviceCalls, request)),
      );
  } catch (error) {
    await closeDoors(opened);
    throw error;
  }
  const doors = opened.map(({ door }) => door);
  const services = await connected(settings, plan, opened);
  running.services = services;
  return {
    doors,
    decisions: plan.authority.decisions,
    functions: services.gateway.host,
    accessLog: services.gateway.accessLog,
    serviceCalls,
    eventBuses: services.events.buses,
    estate: plan.estate,
    enforcedPolicies: plan.enforcedPolicies,
    door: (name) => findDoor(doors, name),
    studio: () => hooksOf(plan),
    pool: services.pool.controls,
    standing: plan.standing,
    operatorKeys: operatorKeysOf(plan, doors),
    async close() {
      services.pool.close();
      await services.gateway.host.close();
      await closeDoors(opened);
    },
  };
}

/** Services are there once every door is open. */
interface Running {
  services?: Services;
}

async function answerAt({ services }: Running, calls: ServiceCalls, request: Incoming): Promise<Answer> {
  if (services === undefined) return textAnswer(503, "The doors are still opening.");
  return calls.watch(request, () => dispatch(services, request));
}

/** Some things show only now, e.g. a notification that AWS would refuse. */
async function connected(settings: CloudSettings, plan: Plan, opened: readonly OpenDoor[]): Promise<Services> {
  try {
    return connect(
      settings,
      plan,
      opened.map(({ door }) => door),
    );
  } catch (error) {
    await closeDoors(opened);
    throw error;
  }
}

function operatorKeysOf({ authority, operator, credentials }: Plan, doors: readonly Door[]): OperatorKeys {
  return issueOperatorKeys(authority.place, operator.arn, findDoor(doors, "internet"), credentials);
}

function hooksOf({ profiles, faults, work }: Plan): StudioHooks {
  return {
    setProfileStatus: (domainId, userProfileName, status) => profiles.setStatus(domainId, userProfileName, status),
    scriptFault: (action, fault, times) => faults.script(action, fault, times),
    clearFaults: () => faults.clear(),
    work,
  };
}

async function closeDoors(opened: readonly OpenDoor[]): Promise<void> {
  await Promise.all(
    opened.map(
      ({ server }) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}
