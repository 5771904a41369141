import type { GraphResource } from "../../program/graph";
import type { Answer } from "../answer";
import { asRecord, type GraphIndex, listOf, recordOf, textOf, valueOf } from "../graph/graph-index";
import type { Incoming } from "../incoming";
import { limitOf, pageOf } from "./page";
import { answerRest, type Asked, type ReadBackParts } from "./read-back";

/** By what stands behind the function's name in the path. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const ACTIONS: Readonly<Record<string, string>> = {
  configuration: "lambda:GetFunctionConfiguration",
  policy: "lambda:GetPolicy",
  aliases: "lambda:ListAliases",
  concurrency: "lambda:GetFunctionConcurrency",
  urls: "lambda:ListFunctionUrlConfigs",
};

/** Lambda's management, for reading only. */
export function answerLambda(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  return answerRest(parts, request, {
    service: "lambda",
    absent: "ResourceNotFoundException",
    read: (region) => asked(parts, request, region),
  });
}

function asked(parts: ReadBackParts, request: Incoming, region: string): Asked | undefined {
  const [, root, name = "", what = ""] = decodeURIComponent(request.path).split("/").slice(1);
  const action = Object.hasOwn(ACTIONS, what) ? ACTIONS[what] : undefined;
  if (request.method !== "GET" || root !== "functions" || action === undefined) return undefined;
  const query = new URLSearchParams(request.query);
  const qualifier = query.get("Qualifier") ?? undefined;
  const { partition, account } = parts.authority.place;
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  const answer = (): unknown => {
    const { index } = parts.standing;
    const resource = index.all("lambda/function:Function").find((each) => textOf(each, "name") === name);
    return resource && answerAbout(parts, { index, resource, name, arn, what, qualifier, query });
  };
  return { action, resource: qualifier === undefined ? arn : `${arn}:${qualifier}`, answer };
}

interface About {
  readonly index: GraphIndex;
  readonly resource: GraphResource;
  readonly name: string;
  readonly arn: string;
  readonly what: string;
  readonly qualifier: string | undefined;
  readonly query: URLSearchParams;
}

function answerAbout(parts: ReadBackParts, about: About): unknown {
  const { index, resource, name, arn, query } = about;
  switch (about.what) {
    case "configuration":
      return configuration(parts, about);
    case "policy":
      return policy(about);
    case "concurrency": {
      const reserved = valueOf(resource, "reservedConcurrentExecutions");
      return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
    }
    case "urls":
      return {
        FunctionUrlConfigs: index
          .all("lambda/functionUrl:FunctionUrl")
          .filter((each) => isAbout(each, name))
          .map((url) => functionUrl(url, arn)),
      };
    default: {
      const all = index.where("lambda/alias:Alias", "functionName", name).map((alias) => aliasShape(alias, arn));
      const { items, next } = pageOf(all, limitOf(query.get("MaxItems"), 50, 10_000), query.get("Marker"));
      return { Aliases: items, ...(next !== undefined && { NextMarker: next }) };
    }
  }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html */
function aliasShape(alias: GraphResource, functionArn: string) {
  const weights = recordOf(alias, "routingConfig")["additionalVersionWeights"];
  return {
    AliasArn: `${functionArn}:${textOf(alias, "name") ?? ""}`,
    Name: textOf(alias, "name"),
    FunctionVersion: textOf(alias, "functionVersion"),
    ...(weights !== undefined && { RoutingConfig: { AdditionalVersionWeights: weights } }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html */
function functionUrl(url: GraphResource, functionArn: string) {
  return {
    FunctionArn: functionArn,
    AuthType: textOf(url, "authorizationType"),
    FunctionUrl: "https://laptop.lambda-url.example/",
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html; of a version or alias: the code and settings it was published with. */
function configuration({ codeHash }: ReadBackParts, { index, resource, name, arn, qualifier }: About): unknown {
  const aliases = index.where("lambda/alias:Alias", "functionName", name);
  if (qualifier !== undefined && !aliases.some((each) => textOf(each, "name") === qualifier)) return undefined;
  const network = recordOf(resource, "vpcConfig");
  return {
    FunctionName: name,
    FunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    Runtime: textOf(resource, "runtime"),
    Role: textOf(resource, "role"),
    Handler: textOf(resource, "handler"),
    Timeout: valueOf(resource, "timeout") ?? 3,
    MemorySize: valueOf(resource, "memorySize") ?? 128,
    Architectures: valueOf(resource, "architectures") ?? ["x86_64"],
    CodeSha256: codeHash(textOf(resource, "code") ?? ""),
    PackageType: "Zip",
    Version: "$LATEST",
    Environment: { Variables: asRecord(recordOf(resource, "environment")["variables"]) },
    Layers: listOf(resource, "layers").map((Arn) => ({ Arn, CodeSize: 1 })),
    LoggingConfig: {
      LogFormat: "JSON",
      LogGroup: recordOf(resource, "loggingConfig")["logGroup"] ?? `/aws/lambda/${name}`,
    },
    TracingConfig: { Mode: recordOf(resource, "tracingConfig")["mode"] ?? "PassThrough" },
    KMSKeyArn: textOf(resource, "kmsKeyArn"),
    ...(network["subnetIds"] !== undefined && {
      VpcConfig: { VpcId: "vpc-1", SubnetIds: network["subnetIds"], SecurityGroupIds: network["securityGroupIds"] },
    }),
  };
}

/** A function, or an alias of it, has statements of its own; without any there is no policy. https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
function policy({ index, name, arn, qualifier }: About): unknown {
  const own = index
    .all("lambda/permission:Permission")
    .filter((each) => isAbout(each, name) && textOf(each, "qualifier") === qualifier);
  if (own.length === 0) return undefined;
  const Resource = qualifier === undefined ? arn : `${arn}:${qualifier}`;
  const document = { Version: "2012-10-17", Id: "default", Statement: own.map((each) => statement(each, Resource)) };
  return { Policy: JSON.stringify(document), RevisionId: "laptop" };
}

/** As AddPermission writes it: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function statement(permission: GraphResource, Resource: string): unknown {
  const principal = textOf(permission, "principal") ?? "";
  const [arn, account] = [textOf(permission, "sourceArn"), textOf(permission, "sourceAccount")];
  const Condition = {
    ...(account !== undefined && { StringEquals: { "AWS:SourceAccount": account } }),
    ...(arn !== undefined && { ArnLike: { "AWS:SourceArn": arn } }),
  };
  return {
    Sid: textOf(permission, "statementId") ?? permission.name,
    Effect: "Allow",
    Principal:
      principal === "*" ? "*" : principal.endsWith(".amazonaws.com") ? { Service: principal } : { AWS: principal },
    Action: textOf(permission, "action"),
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** A function is named by its name or by its ARN. */
function isAbout(resource: GraphResource, name: string): boolean {
  const named = textOf(resource, "function") ?? textOf(resource, "functionName") ?? "";
  return named === name || named.endsWith(`:function:${name}`);
}
