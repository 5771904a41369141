import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { PeopleEnvironment as AuthorizersRows } from "../../functions/authorizer/env";
import type { Settings } from "../config";
import { profileLimits } from "./profile-limits";
import type { StudioAccount } from "../../policies/accounts/studio-accounts";
import { listedAccounts } from "../studio-accounts/listed-accounts";
import type { RowsWay } from "../network/vpc-endpoints";

/** Table mode: the mapping table, how functions in the VPC reach it, and whose profiles its rows may name. */
export interface Mapping {
  readonly table: aws.dynamodb.Table;
  readonly way: RowsWay;
  /** The stack's own domain, and further ones of config. */
  readonly domainIds: pulumi.Output<string[]>;
}

/** What a function that reads rows is told. */
export function rowsEnvironment(
  { table, domainIds }: Mapping,
  settings: Settings,
): { readonly [K in keyof AuthorizersRows]: pulumi.Input<string> } {
  return {
    PEOPLE_TABLE: table.name,
    DOMAIN_IDS: domainIds.apply((ids) => [...ids, ...listedAccounts(settings).map(atAccount)].join(",")),
    PROFILE_LIMITS: profileLimits(settings),
  };
}

/** As functions/people/people-settings.ts reads it. */
function atAccount({ domainId, accountId }: StudioAccount): string {
  return `${domainId}@${accountId}`;
}
