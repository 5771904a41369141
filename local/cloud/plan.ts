import * as path from "node:path";
import { aboveHalves } from "../../policies/audit/accounts/joint-estate";
import type { Half } from "../accounts/halves";
import { LambdaHost } from "../lambda/host";
import type { Graph } from "../program/graph";
import type { Authority } from "./decide/authority";
import { CredentialStore } from "./signing/credentials";
import { DecisionLog } from "./decide/decision-log";
import { decidingPolicies } from "./decide/deciding-policies";
import { type Door, type DoorName, findDoor, planDoors } from "./door";
import type { Services } from "./edge";
import { EventBuses } from "./events/event-bus";
import { checkSubstitutions, environmentFor, readFunctions, type Substitutions } from "./functions";
import { GraphIndex } from "./graph/graph-index";
import { codeHash } from "../lambda/code-hash";
import { Standing } from "./read-back/standing";
import { InlinePolicies } from "./iam/inline-policies";
import { type Name, OfficeDns } from "./office-dns";
import { operatorRole } from "./operator/operator-role";
import { connectPool } from "./pool";
import { planPool, type PoolBehaviour } from "./pool-plan";
import { AccessLog } from "./private-api/access-log";
import { readPrivateApi } from "./private-api/api";
import { AuthorizerCache } from "./private-api/authorizer";
import { Throttle } from "./private-api/throttle";
import type { Estate } from "../../policies/audit/estate";
import { enforcedEstate, resourcePoliciesIn, rolesIn } from "./graph/enforced-estate";
import { StudioWork } from "./sagemaker/apps/studio-work";
import { ServiceFaults } from "./sagemaker/faults";
import { StudioProfiles } from "./sagemaker/studio-profiles";
import { StatementSources } from "./decide/statement-source";
import { StudioLinks } from "./sagemaker/links";

export interface CloudSettings {
  readonly graph: Graph;
  /** Absolute path of the folder that holds Pulumi.yaml. */
  readonly projectRoot: string;
  /** Time of expiries and decisions. Signatures and throttles go by the machine's own. */
  readonly clock?: () => Date;
  /** A door without a port here takes a free one. */
  readonly ports?: Readonly<Partial<Record<DoorName, number>>>;
  /** Values that replace the program's in functions' environments, by function resource and variable. */
  readonly environment: Substitutions;
  readonly pool?: PoolBehaviour;
  /** Puts what stands above the account into the estate that decides. */
  readonly beneath?: (estate: Estate) => Estate;
  /** Studio accounts' stacks beside the gateway's: their minting and execution roles, and their profiles. */
  readonly halves?: readonly Half[];
  /** Where functions' output and the access log go. What lies there is overwritten: two clouds need two folders. */
  readonly logFolder: string;
  /** The built local/lambda/runtime.ts; `build/local/lambda-runtime.js` by default. */
  readonly runtimeBundle?: string;
}

export type Plan = ReturnType<typeof planCloud>;

/** Reads and checks everything; opens nothing. */
export function planCloud(settings: CloudSettings) {
  const clock = settings.clock ?? (() => new Date());
  const graph = new GraphIndex(settings.graph);
  const estate = estateBeneath(settings);
  const place = { partition: estate.partition, region: estate.homeRegion, account: estate.account };
  const decisions = new DecisionLog(new StatementSources(settings.projectRoot), clock);
  const halves = indexed(settings.halves ?? []);
  const profiles = new StudioProfiles(graph, halves);
  const operator = operatorRole(place, profiles.domainIds(), settings.graph);
  const roles = new Map([...rolesIn(estate, graph), ...rolesElsewhere(halves), [operator.arn, operator]]);
  const authority: Authority = { place, estate, roles, resourcePolicies: resourcePoliciesIn(estate), decisions, clock };
  const doors = planDoors(graph, estate);
  const api = readPrivateApi(graph, estate);
  const functions = readFunctions(graph, settings.projectRoot);
  checkSubstitutions(functions, settings.environment);
  const behaviour = settings.pool ?? {};
  const pool = planPool(graph, { homeRegion: place.region, doors, functions, behaviour });
  return {
    graph,
    authority,
    doors,
    api,
    functions,
    pool,
    behaviour,
    estate,
    enforcedPolicies: decidingPolicies(estate, { doors, apiPolicies: api.resourcePolicies, authority }),
    credentials: new CredentialStore(clock),
    inlinePolicies: new InlinePolicies(roles),
    standing: new Standing(settings.graph),
    operator,
    profiles,
    work: new StudioWork(clock),
    faults: new ServiceFaults(),
    links: new StudioLinks(),
  };
}

/** With what stands above each account, where that is given. */
function estateBeneath({ graph, halves = [], beneath }: CloudSettings): Estate {
  const read = enforcedEstate(graph);
  if (beneath === undefined) return read;
  return { ...beneath(read), elsewhere: aboveHalves(halves.map((half) => beneath(enforcedEstate(half.graph)))) };
}

type IndexedHalf = Half & { readonly index: GraphIndex };

function indexed(halves: readonly Half[]): readonly IndexedHalf[] {
  return halves.map((half) => ({ ...half, index: new GraphIndex(half.graph) }));
}

/** Of Studio accounts, under the policies and the boundary that they have there. */
function rolesElsewhere(halves: readonly IndexedHalf[]) {
  return halves.flatMap(({ graph, index }) => [...rolesIn(enforcedEstate(graph), index)]);
}

export function connect(settings: CloudSettings, plan: Plan, doors: readonly Door[]): Services {
  const { authority, api, credentials, profiles, work, faults, links } = plan;
  const { region } = authority.place;
  const { logFolder } = settings;
  const studioHostSuffix = studioSuffix(plan);
  const host = new LambdaHost({
    functions: plan.functions,
    runtimeBundle: settings.runtimeBundle ?? path.join(settings.projectRoot, "build/local/lambda-runtime.js"),
    environmentOf: (spec) => environmentFor(spec, settings.environment, region, doors, credentials),
    logFolder,
  });
  const { behaviour, inlinePolicies, standing } = plan;
  return {
    gateway: {
      api,
      authority,
      host,
      cache: new AuthorizerCache(authority.clock),
      throttle: new Throttle(api.throttles),
      accessLog: new AccessLog(api.accessLogFormat, logFolder),
    },
    sagemaker: { authority, credentials, profiles, work, faults, links, studioHostSuffix },
    sts: { authority, credentials },
    iam: { authority, credentials, inlinePolicies },
    readBack: {
      ...{ authority, credentials, inlinePolicies, standing },
      codeHash: (code) => codeHash(path.resolve(settings.projectRoot, code)),
    },
    studio: { authority, links, profiles, work, homePort: studioDoor(doors).port },
    pool: connectPool(plan.pool, { authority, credentials, host, behaviour }),
    events: { authority, credentials, buses: new EventBuses(authority.place, logFolder) },
    officeDns: new OfficeDns(officeNames(plan, doors, studioHostSuffix)),
  };
}

/** Every Studio domain of the program leads to the Studio endpoint; S3, which functions reach by a route, to the office's endpoint. */
function officeNames(plan: Plan, doors: readonly Door[], studioHostSuffix: string): Name[] {
  const named = (name: DoorName) => doors.find((door) => door.name === name);
  const studio = studioDoor(doors);
  const domains = plan.profiles.servedDomainIds();
  const [route, s3] = [named("s3-gateway"), named("s3")];
  return [
    ...domains.map((id) => ({ origin: `https://${id}.${studioHostSuffix}`, doorUrl: studio.url })),
    ...(route && s3 ? [{ origin: route.url, doorUrl: s3.url }] : []),
  ];
}

/** Where Studio's links lead: without an endpoint for Studio, past every door of the program's. */
function studioDoor(doors: readonly Door[]): Door {
  return doors.find(({ name }) => name === "studio") ?? findDoor(doors, "internet");
}

/** The domain of Studio's pages, as the program tells its function; the standard partition's otherwise. */
function studioSuffix(plan: Plan): string {
  const told = plan.functions
    .map((spec) => spec.variables["STUDIO_HOST_SUFFIX"])
    .find((suffix) => suffix !== undefined);
  return told ?? `studio.${plan.authority.place.region}.sagemaker.aws`;
}
