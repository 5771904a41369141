import {
  type CollectedGraph,
  type CollectedResource,
  identity,
  setting,
} from "../../../policies/audit/collect/graph/graph";
import type { ExpectedItem } from "../item";
import { madeIn } from "../names";

type CodeHash = (code: string) => string;

/** Functions and their aliases, with what AWS made of the code. */
export function expectedFunctions(graph: CollectedGraph, codeHash: CodeHash): readonly ExpectedItem[] {
  const functions = madeIn(graph, "lambda/function:Function");
  const made = functions.flatMap((resource): ExpectedItem[] => {
    const key = identity(resource, "name");
    const inputs = { ...resource.inputs, codeSha256: codeOf(resource, codeHash) };
    return key === undefined ? [] : [{ type: "lambda/function:Function", key, inputs, resource, into: withoutHash }];
  });
  const aliases = madeIn(graph, "lambda/alias:Alias").map((resource): ExpectedItem => {
    const name = functionNamed(setting(resource, "functionName") ?? "");
    const target = functions.find((each) => identity(each, "name") === name);
    // A guarded rollout moves the alias itself, and the alias's own input stays behind: what was published last is what it should lead to.
    const functionVersion = (target && identity(target, "version")) ?? setting(resource, "functionVersion");
    const inputs = {
      ...resource.inputs,
      functionVersion,
      ...(target && { codeSha256: codeOf(target, codeHash) }),
      ...(isGuarded(graph) && { routingConfig: undefined }),
    };
    return {
      type: "lambda/alias:Alias",
      key: `${name}:${setting(resource, "name") ?? ""}`,
      inputs,
      resource,
      into: withoutHash,
    };
  });
  return [...made, ...aliases];
}

/** The name in an ARN, with or without a version behind it; a name is its own. */
export function functionNamed(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? (nameOrArn.split(":")[6] ?? nameOrArn) : nameOrArn;
}

/** The provider reports the hash under either name; in a graph without AWS there is none. */
function codeOf(resource: CollectedResource, codeHash: CodeHash): string | undefined {
  const reported = identity(resource, "codeSha256") ?? identity(resource, "sourceCodeHash");
  const code = resource.inputs["code"];
  return reported ?? (typeof code === "string" ? codeHash(code) : undefined);
}

/** CodeDeploy has a say in where aliases lead. */
function isGuarded(graph: CollectedGraph): boolean {
  return madeIn(graph, "codedeploy/deploymentGroup:DeploymentGroup").length > 0;
}

/** A hash is not an input of a function. */
function withoutHash({ inputs }: { readonly inputs: Readonly<Record<string, unknown>> }) {
  const { codeSha256: _, ...rest } = inputs;
  return rest;
}
