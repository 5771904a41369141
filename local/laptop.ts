import * as path from "node:path";
import type { Estate } from "../policies/audit/estate";
import type { PolicyDocument } from "../policies/document";
import { type Cloud, startCloud } from "./cloud/cloud";
import type { Door } from "./cloud/door";
import { LiveAlarms } from "./cloudwatch/live-alarms";
import type { PoolBehaviour } from "./cloud/pool-plan";
import { GraphIndex, requiredText } from "./cloud/graph/graph-index";
import { Control } from "./control";
import { type Enforcement, enforcementOf } from "./enforcement";
import type { Client } from "./identity/code-flow";
import { type CompanySignIn, loadCompanySignIn } from "./identity/company-sign-in";
import { functionWith, variablesOf } from "./function-variables";
import type { Identity } from "./identity/identity";
import type { Person } from "./identity/messages";
import { imageRegions, type PoolPeople, poolPeople } from "./identity/pool-people";
import { byFunction, type SignInPlan, signInPlan, type Substitution, substitutions } from "./identity/substitution";
import { SHORT_REDELIVERY, shortenedReceives, shortenedWaits } from "./shortened-waits";
import { accountOption, beneathOrganization, type OrganizationFolder } from "./organization/read-folder";
import { type Half, runHalves } from "./accounts/halves";
import { refuseStudioAccount } from "./accounts/refuse-studio-account";
import { choosePorts, type PortChoice, type Ports } from "./ports";
import { costOnAws, stackCost } from "./cost/stack-cost";
import type { Backend } from "./portal/backend";
import { CALLBACK_PATH } from "./portal/sign-in-pages";
import { Portal } from "./portal/portal";
import { Statements } from "./portal/statements";
import { requestRecord } from "./portal/time-line/request-record";
import type { ApiAddress } from "./portal/through-a-door";
import type { Graph } from "./program/graph";
import { PROGRAM_BUNDLE, runProgram } from "./program/run-program";

export interface LaptopSettings {
  /** Absolute path of the folder that holds Pulumi.yaml. */
  readonly projectRoot: string;
  readonly stack: string;
  /** Values in place of the stack file's, by key; checked like those. */
  readonly config?: Record<string, unknown>;
  /** What stands above the account, as AWS prints it. */
  readonly organization?: OrganizationFolder | undefined;
  /** Stacks of Studio accounts that this one is the gateway of; they run beside it. */
  readonly with?: readonly string[] | undefined;
  readonly ports: PortChoice;
  /** Where the functions' output goes; no other laptop may write there. */
  readonly logFolder: string;
  /** The built local/identity/provider.ts; `build/local/identity-provider.mjs` by default. */
  readonly identityBundle?: string;
  /** How the pool's services behave, when not as usual. */
  readonly pool?: PoolBehaviour;
  /** Told what is being done, e.g. "running the program". */
  readonly onProgress?: (doing: string) => void;
}

/** Everything that runs: the program's cloud, the company sign-in and the portal. */
export interface Laptop extends PoolPeople {
  readonly projectRoot: string;
  readonly graph: Graph;
  readonly halves: readonly Half[];
  readonly cloud: Cloud;
  readonly doors: readonly Door[];
  readonly identity: Identity;
  /** What is played by providers of the laptop's own, each as a sentence. */
  readonly played: readonly string[];
  /** Starts a provider that looks the same and that the program does not believe. */
  readonly startAnotherIssuer: () => Promise<Identity>;
  readonly portal: Portal;
  /** What differs from the program, completely. */
  readonly substitutions: readonly Substitution[];
  /** Waits that are shorter than AWS's, each as a sentence. */
  readonly shortened: readonly string[];
  readonly enforcement: Enforcement;
  /** The folder of the control policies that are in force above the account; undefined without any. */
  readonly organizationFolder: string | undefined;
  readonly people: readonly Person[];
  readonly control: Control;
  readonly client: Client;
  readonly scope: string;
  readonly api: ApiAddress;
  readonly domainId: string;
  /** Names of the functions' resources. */
  readonly functionNames: { readonly authorizer: string; readonly studioUrl: string };
  close(): Promise<void>;
}

/**
 * Runs the program and everything around it. On an error nothing is left running.
 * @throws UserError for what the person at the keyboard can repair, e.g. a taken port
 */
export async function startLaptop(settings: LaptopSettings): Promise<Laptop> {
  const ports = await choosePorts(settings.ports);
  const loading = loadCompanySignIn(
    settings.identityBundle ?? path.join(settings.projectRoot, "build/local/identity-provider.mjs"),
  );
  const portal = new Portal(settings.projectRoot);
  try {
    await portal.listen(ports.portal);
    settings.onProgress?.("running the Pulumi program");
    const { projectRoot, stack, config } = settings;
    const account = { ...accountOption(settings.organization), ...(config && { config }) };
    const graph = await runProgram({ projectRoot, stack, programBundle: PROGRAM_BUNDLE, ...account });
    refuseStudioAccount(graph);
    const halves = await runHalves(projectRoot, graph, settings.with ?? []);
    settings.onProgress?.("starting the company sign-in");
    const plan = signInPlan(graph);
    const redirectUris = [`${portal.url}${CALLBACK_PATH}`];
    const signIn = await loading.start(plan, { ...plan.settings, port: ports.signIn, redirectUris });
    settings.onProgress?.("opening the doors");
    return await open(settings, ports, { graph, halves, plan, signIn, portal });
  } catch (error) {
    loading.abandon();
    await portal.close();
    throw error;
  }
}

function beneath({ organization }: LaptopSettings) {
  return organization ? { beneath: (estate: Estate) => beneathOrganization(estate, organization) } : {};
}

interface Started {
  readonly graph: Graph;
  readonly halves: readonly Half[];
  readonly plan: SignInPlan;
  readonly signIn: CompanySignIn;
  readonly portal: Portal;
}

async function open(settings: LaptopSettings, ports: Ports, started: Started): Promise<Laptop> {
  const { projectRoot, logFolder } = settings;
  const { graph, halves, plan, portal, signIn } = started;
  const { identity } = signIn;
  const pool = { redelivery: SHORT_REDELIVERY, ...settings.pool };
  const replaced = [...(await substitutions(plan, identity)), ...shortenedReceives(graph, pool.redelivery)];
  const places = { graph, halves, projectRoot, ports: ports.doors, environment: byFunction(replaced), logFolder };
  const cloud = await startCloud({ ...places, pool, ...beneath(settings) });
  warmFunctions(cloud);
  const control = await startControl(cloud);
  const alarms = new LiveAlarms(graph, cloud);
  const laptop: Laptop = {
    projectRoot,
    graph,
    halves,
    cloud,
    doors: cloud.doors,
    identity,
    played: signIn.played,
    startAnotherIssuer: signIn.startAnother,
    portal,
    substitutions: replaced,
    organizationFolder: settings.organization?.folder,
    shortened: shortenedWaits(graph, pool.redelivery),
    enforcement: enforcementOf(cloud.estate),
    people: plan.settings.people,
    ...poolPeople(plan.settings.people, plan.environment),
    control,
    client: { issuer: identity.issuer, clientId: plan.settings.clientId },
    scope: plan.settings.scope,
    api: apiIn(graph),
    domainId: plan.environment["DOMAIN_ID"] ?? "",
    functionNames: { authorizer: plan.authorizer.name, studioUrl: functionWith(graph, "MINTING_MODE").name },
    async close() {
      await Promise.all([portal.close(), control.close(), cloud.close(), alarms.close(), identity.stop()]);
    },
  };
  portal.open(backendOf(laptop, alarms));
  return laptop;
}

async function startControl({ pool }: Cloud): Promise<Control> {
  const control = new Control(pool);
  await control.listen();
  return control;
}

/** Loading takes the functions a moment; the first caller should not wait for it. Whether it works shows then. */
function warmFunctions({ functions }: Cloud): void {
  for (const name of functions.names()) void functions.warm(name);
}

/** What the portal is given of it all. */
function backendOf(laptop: Laptop, alarms: LiveAlarms): Backend {
  const { cloud, functionNames } = laptop;
  const authorizerVariables = variablesOf(functionWith(laptop.graph, "ISSUER"));
  return {
    ...laptop,
    people: laptop.people.map(({ name }) => name),
    imageRegions: (person) => imageRegions(laptop.people, authorizerVariables, person),
    costOnAws: costOnAws(stackCost(laptop.graph)),
    alarms: () => alarms.now(),
    pool: cloud.pool,
    statements: new Statements(cloud.enforcedPolicies),
    decisions: () => cloud.decisions.all(),
    requestRecord: (requestId) => requestRecord(cloud, requestId),
    async askAuthorizer(token, methodArn) {
      const requestContext = { requestId: "portal", identity: {} };
      const event = { type: "REQUEST", methodArn, headers: { Authorization: `Bearer ${token}` }, requestContext };
      const result = await cloud.functions.invoke(functionNames.authorizer, event);
      return result.ok ? (result.payload as { policyDocument?: PolicyDocument }).policyDocument : undefined;
    },
  };
}

function apiIn(graph: Graph): ApiAddress {
  const index = new GraphIndex(graph);
  const id = requiredText(index.only("apigateway/restApi:RestApi"), "id");
  return { id, stage: requiredText(index.only("apigateway/stage:Stage"), "stageName") };
}
