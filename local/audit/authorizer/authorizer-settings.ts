import {
  type AuthorizerSettings,
  readFetchedKeysSettings,
  readPinnedKeysSettings,
} from "../../../functions/authorizer/env";
import { type PeopleSettings, readPeopleSettings } from "../../../functions/people/people-settings";
import { type CollectedGraph, record } from "../../../policies/audit/collect/graph/graph";
import type { Estate } from "../../../policies/audit/estate";

export interface ConfiguredAuthorizer {
  readonly settings: AuthorizerSettings;
  /** In table mode. */
  readonly people: PeopleSettings | undefined;
}

/**
 * What the stack configures its authorizer with, from the function's environment in the graph.
 *
 * @returns undefined when no API asks a function
 * @throws Error naming every variable at fault
 */
export function authorizerSettings(graph: CollectedGraph, estate: Estate): ConfiguredAuthorizer | undefined {
  const asked = estate.apis.flatMap(({ authorizers }) => authorizers.flatMap(({ functionName }) => functionName ?? []));
  const urn = estate.functions.find(({ name }) => asked.includes(name))?.urn;
  const code = graph.resources.find((resource) => resource.urn === urn);
  if (!code) return undefined;
  const variables = record(record(code.inputs["environment"])["variables"]) as Readonly<Record<string, string>>;
  const { KEY_SET, PEOPLE_TABLE } = variables;
  return {
    settings: KEY_SET === undefined ? readFetchedKeysSettings(variables) : readPinnedKeysSettings(variables),
    people: PEOPLE_TABLE === undefined ? undefined : readPeopleSettings(code.name, variables),
  };
}
