import { projectRoot } from "../../../infra/project-root";
import type { Graph, GraphResource } from "../../../local/program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../../../local/program/run-program";
import { type Variant, VARIANTS } from "../../variants";

const PREFIX = "acme-ml-platform--";

function run(variant: Variant): Promise<Graph> {
  const config = { ...VARIANTS[variant], namePrefix: PREFIX };
  return runProgram({ projectRoot: projectRoot(), stack: "dev", programBundle: PROGRAM_BUNDLE, config });
}

/** Found by ids that AWS chooses, or part of another thing whose name begins with the prefix. */
const WITHOUT_A_NAME =
  /:(vpc|subnet|routeTable|internetGateway|instance|vpcEndpoint|vpcPeeringConnection\w*|vpcDhcpOptions|vpcAttachment|key|securityGroup\w*Rule|userPool|eventSourceMapping|authorizer|deployment\w*|stage|restApi|resolverEndpoint|alias|defaultSecurityGroup|securityGroup|userProfile|eventTarget|domain):/i;

/** The name at the end of an ARN, where AWS and not the program decides what an ARN has. */
function nameInArn({ type, outputs }: GraphResource): string | undefined {
  const arn = outputs["arn"];
  if (typeof arn !== "string" || WITHOUT_A_NAME.test(`:${type.split("/").at(-1) ?? ""}`.replace(/:(\w+):\w+$/, ":$1:")))
    return undefined;
  return arn.replace(/:\d+$/, "").split(/[:/]/).at(-1);
}

test.each<Variant>(["gov", "pool", "existing-pool"])(
  "in %s every name in the account begins with the prefix, once",
  async (variant) => {
    const { resources } = await run(variant);
    // What awsx makes, a sandbox's network, awsx names.
    const own = resources.filter(({ urn }) => !urn.includes("$awsx:"));
    const made = own.filter(({ custom, options }) => custom && options["read"] !== true);
    const names = made.flatMap((resource) => {
      const name = nameInArn(resource);
      return name === undefined ? [] : [{ type: resource.type, region: resource.region, name }];
    });
    expect(new Set(names.map(({ type }) => type)).size).toBeGreaterThan(6);
    expect(names.filter(({ name }) => !name.startsWith(PREFIX) || name.indexOf(PREFIX, 1) > 0)).toEqual([]);
    expect(new Set(names.map((each) => JSON.stringify(each))).size).toBe(names.length);
    for (const [type, input] of Object.entries({
      securityGroup: "name",
      userPool: "name",
      restApi: "name",
      domain: "domainName",
      userPoolDomain: "domain",
    })) {
      const given = made
        .filter((resource) => resource.type.split(":")[1]?.endsWith(`/${type}`))
        .map(({ inputs }) => inputs[input]);
      expect({ type, without: given.filter((name) => !String(name).startsWith(PREFIX)) }).toEqual({
        type,
        without: [],
      });
    }
    for (const { name, inputs } of made) {
      const { Name } = (inputs["tags"] ?? {}) as { readonly Name?: string };
      if (Name !== undefined) expect(Name).toBe(`${PREFIX}${name}`);
    }
  },
);
