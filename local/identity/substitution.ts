import type { Substitutions } from "../cloud/functions";
import { GraphIndex, listOf, numberOf, recordOf, textOf, asRecord } from "../cloud/graph/graph-index";
import { functionWith, variablesOf } from "../function-variables";
import type { Graph, GraphResource } from "../program/graph";
import { COGNITO_SHAPE, readTokenShape } from "../../functions/authorizer/token-rules";
import { readProfileNameRule } from "../../functions/contract/studio-profile";
import type { Identity } from "./identity";
import type { IdentitySettings } from "./messages";
import { type EntitledGroups, type Naming, peopleOf } from "./people";
import { lanesIn } from "./pool-people";

/** One value that the laptop puts in place of the program's: said out loud at start-up. */
export interface Substitution {
  /** Name of the function's resource. */
  readonly functionName: string;
  readonly variable: string;
  readonly before: string;
  readonly after: string;
}

/** What the program says about sign-in: nothing of it is changed but the issuer and where its keys are. */
export interface SignInPlan {
  /** Where people of the user pool come from, in the program's words; empty without federation. */
  readonly corporateProviders: readonly { readonly name: string; readonly address: string }[];
  readonly authorizer: GraphResource;
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: Omit<IdentitySettings, "port" | "redirectUris">;
}

/**
 * Reads from the graph whom the authorizer will believe: its client, its scope, its group, and a person per Studio profile.
 * @throws UserError when the program has no authorizer
 */
export function signInPlan(graph: Graph): SignInPlan {
  const index = new GraphIndex(graph);
  const authorizer = functionWith(graph, "ISSUER");
  const environment = variablesOf(authorizer);
  const [clientId = ""] = (environment["CLIENT_IDS"] ?? "").split(",");
  const corporateProviders = index.all("cognito/identityProvider:IdentityProvider").map(corporateProvider);
  const shape = readTokenShape(JSON.parse(environment["TOKEN_SHAPE"] ?? JSON.stringify(COGNITO_SHAPE)));
  const naming: Naming = {
    rule: readProfileNameRule(JSON.parse(environment["PROFILE_NAME_RULE"] ?? "{}")),
    claim: shape.nameClaim,
    providers: corporateProviders.map(({ name }) => name),
  };
  const client = index.all("cognito/userPoolClient:UserPoolClient").find((each) => textOf(each, "id") === clientId);
  return {
    authorizer,
    environment,
    corporateProviders,
    settings: {
      people: peopleOf(profileNames(index), entitledGroups(environment), naming),
      shape,
      clientId,
      scope: environment["REQUIRED_SCOPE"] ?? "",
      tokenSeconds: client === undefined ? 3600 : tokenSeconds(client),
    },
  };
}

/**
 * The authorizer's environment with the laptop's issuer, and its key set: by address, or pinned as it was when the laptop started.
 */
export async function substitutions(plan: SignInPlan, identity: Identity): Promise<readonly Substitution[]> {
  const { environment, authorizer } = plan;
  const pinned = "KEY_SET" in environment;
  const after: Readonly<Record<string, string>> = {
    ISSUER: identity.issuer,
    ...(pinned ? { KEY_SET: await (await fetch(identity.keySetUrl)).text() } : { KEY_SET_URL: identity.keySetUrl }),
  };
  return Object.entries(after).map(([variable, value]) => {
    return { functionName: authorizer.name, variable, before: environment[variable] ?? "", after: value };
  });
}

/** A SAML provider says where its metadata is, an OpenID Connect one who it is. */
function corporateProvider(resource: GraphResource) {
  const details = recordOf(resource, "providerDetails");
  const address = details["MetadataURL"] ?? details["oidc_issuer"];
  return { name: textOf(resource, "providerName") ?? "", address: String(address) };
}

/** In the form the cloud takes them. */
export function byFunction(replaced: readonly Substitution[]): Substitutions {
  const names = new Set(replaced.map(({ functionName }) => functionName));
  const valuesFor = (name: string) =>
    replaced
      .filter(({ functionName }) => functionName === name)
      .map(({ variable, after }) => [variable, after] as const);
  return Object.fromEntries([...names].map((name) => [name, Object.fromEntries(valuesFor(name))]));
}

/** Without operations there is no pool, and its group opens nothing. */
function entitledGroups(environment: Readonly<Record<string, string>>): EntitledGroups {
  const {
    STUDIO_GROUP: studio = "",
    REKOGNITION_OPERATIONS: operations = "",
    REKOGNITION_GROUP: pool = "",
  } = environment;
  return { studio, pool: operations === "" ? "" : pool, lanes: lanesIn(environment).map(({ group }) => group) };
}

function profileNames(index: GraphIndex): string[] {
  const made = index.all("sagemaker/userProfile:UserProfile").flatMap((each) => textOf(each, "userProfileName") ?? []);
  return [...new Set(made)].sort();
}

function tokenSeconds(client: GraphResource): number {
  const [units] = [...listOf(client, "tokenValidityUnits"), recordOf(client, "tokenValidityUnits")];
  const unit = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }[String(asRecord(units)["accessToken"])] ?? 3600;
  return (numberOf(client, "accessTokenValidity") ?? 1) * unit;
}
