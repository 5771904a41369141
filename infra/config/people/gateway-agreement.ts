import { findPartition } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { accountOfGateway, gatewayOf, partitionOfGateway, WHOLE_GATEWAY } from "./gateway-account";

/** A half that could never be reached, or is in the same account as the other. */
export function gatewayDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  const { role, region, permissionsBoundaryArn = "" } = values;
  const gateway = gatewayOf(values.gateway);
  if (role !== "studioAccount" || values.gateway === undefined) return [];
  if (gateway === undefined)
    return [
      { key: "gateway", at: "", found: undefined, fault: "is required with role studioAccount", fix: WHOLE_GATEWAY },
    ];
  const found = gateway.functionRoleArn;
  const at = ".functionRoleArn";
  const partition = partitionOfGateway(gateway);
  const home = region === undefined ? partition : findPartition(region)?.partition;
  const own = permissionsBoundaryArn.split(":")[4];
  return [
    ...(partition === home
      ? []
      : [{ key: "gateway", at, found, fault: `is in another partition than ${region ?? ""}` } as const]),
    ...(accountOfGateway(gateway) !== own
      ? []
      : [
          {
            key: "gateway",
            at,
            found,
            fault: "is in this stack's own account, which permissionsBoundaryArn names",
          } as const,
        ]),
    ...networkOfAnExistingDomain(values),
  ];
}

/** What lays out a network says nothing where the domain has one already. */
function networkOfAnExistingDomain(values: Partial<AgreeingValues>): Disagreement[] {
  const { studioDomainId = "", existingVpc = {}, existingEndpoints = {}, resolverRuleIds = [] } = values;
  if (studioDomainId === "") return [];
  const fault = `is not used while studioDomainId names a domain: ${studioDomainId} keeps the network that it has`;
  const named = { existingVpc, existingEndpoints, resolverRuleIds } as const;
  return (["existingVpc", "existingEndpoints", "resolverRuleIds"] as const).flatMap((key): Disagreement[] =>
    Object.keys(named[key]).length === 0 ? [] : [{ key, at: "", found: named[key], fault, fix: [{ at: "" }] }],
  );
}
