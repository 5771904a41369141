import { policyDocument } from "../../../policies/document";
import { emptyStudioPolicy } from "../../../policies/operator/empty-studio";
import { ingestStatusPolicy } from "../../../policies/operator/ingest-status";
import { mappingPermissions } from "../../../policies/operator/mapping-permissions";
import { readBackPolicy } from "../../../policies/operator/read-back";
import { readBackNames } from "../../drift/names";
import { ingestionOutput } from "../../operator/ingestion-output";
import { operatorOutput } from "../../operator/operator-output";
import type { Graph } from "../../program/graph";
import type { Place } from "../graph/place";
import type { Role } from "../graph/enforced-estate";

/**
 * Who runs the stack's own commands. On AWS the company gives an operator these permissions; the program makes no such role, so the laptop
 * has it beside the program's, with exactly the documents that the commands print. No one can become it through STS.
 */
export function operatorRole(place: Place, domainIds: readonly string[], graph: Graph): Role {
  const { outputs } = graph;
  const name = "stack-operator";
  const stack = operatorOutput(outputs);
  const ingestion = ingestionOutput(outputs);
  return {
    arn: `arn:${place.partition}:iam::${place.account}:role/${name}`,
    name,
    identity: [
      ...domainIds.map((domainId) => ({
        name: `empty-studio permissions of the operator for ${domainId}`,
        document: emptyStudioPolicy(place, { domainId }),
      })),
      ...(stack === undefined
        ? []
        : [
            {
              name: "mapping permissions of the operator",
              document: mappingPermissions(place, { ...stack, domainIds: stack.domainIds ?? domainIds }),
            },
          ]),
      ...(ingestion === undefined
        ? []
        : [
            { name: "ingest-status permissions of the operator", document: ingestStatusPolicy(place, ingestion.names) },
          ]),
      { name: "drift permissions of the operator", document: readBackPolicy(place, readBackNames(graph)) },
    ],
    trust: { name: `trust policy of role ${name}`, document: policyDocument() },
    maxSessionSeconds: 3600,
  };
}
