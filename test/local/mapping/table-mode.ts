import type { Graph } from "../../../local/program/graph";
import { graphOf } from "../../variants";

export const MAPPING_TABLE = "mapping-1a2b3c4";

/** The dev environment with a table of people beside what it has. */
export function graphInTableMode(): Graph {
  const graph = graphOf("dev");
  const operator = graph.outputs["operator"] as object;
  const like = graph.resources.find(({ type }) => type === "aws:dynamodb/table:Table");
  if (!like) throw new Error("The dev environment has no table to make one like.");
  const arn = String(like.outputs["arn"]).replace(/table\/.*$/, `table/${MAPPING_TABLE}`);
  const inputs = {
    ...like.inputs,
    name: MAPPING_TABLE,
    hashKey: "callerId",
    attributes: [{ name: "callerId", type: "S" }],
    ttl: undefined,
  };
  const table = {
    ...like,
    urn: `${like.urn}-people`,
    name: "mapping",
    id: MAPPING_TABLE,
    inputs,
    outputs: { ...inputs, arn, id: MAPPING_TABLE },
  };
  return {
    ...graph,
    resources: [...graph.resources, table],
    outputs: { ...graph.outputs, operator: { ...operator, mappingTable: MAPPING_TABLE } },
  };
}
