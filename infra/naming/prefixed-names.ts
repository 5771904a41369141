import * as pulumi from "@pulumi/pulumi";
import * as aws from "../aws";
import { beginNamesWith, hashOf, withinLength } from "../names";

interface NameInput {
  /** The input that is the name in the account. */
  readonly input: string;
  /** Characters that AWS lets it have. */
  readonly longest: number;
}

/**
 * Types whose names are seen in the whole account or Region, of those that Pulumi would name: what is a part of another thing, or is found by
 * its id and its Name tag, is not here. Names that the program gives itself begin with the prefix already (../names.ts).
 */
export const NAMED: Readonly<Record<string, NameInput>> = {
  "aws:apigateway/restApi:RestApi": { input: "name", longest: 128 },
  "aws:cloudwatch/eventRule:EventRule": { input: "name", longest: 64 },
  "aws:cloudwatch/logGroup:LogGroup": { input: "name", longest: 512 },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": { input: "deploymentConfigName", longest: 100 },
  "aws:cognito/userPool:UserPool": { input: "name", longest: 128 },
  "aws:dynamodb/table:Table": { input: "name", longest: 255 },
  "aws:ec2/securityGroup:SecurityGroup": { input: "name", longest: 255 },
  "aws:iam/instanceProfile:InstanceProfile": { input: "name", longest: 128 },
  "aws:iam/policy:Policy": { input: "name", longest: 128 },
  "aws:iam/role:Role": { input: "name", longest: 64 },
  "aws:lambda/function:Function": { input: "name", longest: 64 },
  "aws:route53/resolverEndpoint:ResolverEndpoint": { input: "name", longest: 64 },
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": { input: "name", longest: 64 },
  "aws:s3/bucket:Bucket": { input: "bucket", longest: 63 },
  "aws:sns/topic:Topic": { input: "name", longest: 256 },
  "aws:sqs/queue:Queue": { input: "name", longest: 80 },
};

/** Characters that tell apart what has the same name in other stacks and accounts: as Pulumi's own names have them. */
const DIGITS = 7;

/** Gives everything that has a name in the account, of what is declared from now on, one that begins with the prefix; "" leaves names to Pulumi. */
export function prefixNames(prefix: string): void {
  beginNamesWith(prefix);
  if (prefix === "") return;
  const { accountId } = aws.getCallerIdentityOutput();
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const named = NAMED[type];
    const given = props as Readonly<Record<string, unknown>>;
    // What is only read has its name; a given one begins with the prefix.
    if (named === undefined || opts.id !== undefined || given[named.input] !== undefined) return undefined;
    const physical = accountId.apply((account) => physicalName(prefix, { account, type, name }, named.longest));
    return { props: { ...given, [named.input]: physical }, opts };
  });
}

/** The account is in it because a bucket's name is unique in all of AWS. */
function physicalName(
  prefix: string,
  { account, type, name }: { readonly account: string; readonly type: string; readonly name: string },
  longest: number,
): string {
  const whose = [account, pulumi.getProject(), pulumi.getStack(), type, name].join("/");
  return `${withinLength(`${prefix}${name}`, longest - DIGITS - 1)}-${hashOf(whose).slice(0, DIGITS)}`;
}
