/** What who runs `npm run drift` may do: read the settings and policies of this stack's resources, and nothing that people put into them. */
import { functionArn, type Place, queueArn, tableArn } from "../arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";

/** What is read, by the names that AWS gave. */
export interface ReadBackNames {
  readonly apiIds: readonly string[];
  /** ARNs, or patterns of them where a path holds one role for each person. */
  readonly roleArns: readonly string[];
  readonly functions: readonly string[];
  /** Where endpoints of the stack are, home among them. */
  readonly regions: readonly string[];
  readonly buckets: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
}

/**
 * The program attaches this to nothing: whose it is to run the check is the company's own choice, and the command prints the document.
 * It reads functions' variables, and no object, message, item, log or code.
 *
 * Operators work from outside the VPC, so no endpoint is asked for.
 */
export function readBackPolicy(place: Place, names: ReadBackNames): PolicyDocument {
  return policyDocument(
    ...apis(place, names),
    ...roles(place, names),
    ...functions(place, names),
    {
      // Takes no resource. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      Sid: "AllowReadingEndpointsAndTheirPolicies",
      Effect: "Allow",
      Action: "ec2:DescribeVpcEndpoints",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": names.regions } },
    },
    ...carried(place, names),
  );
}

/** Reading is GET of a path, whatever is read. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
function apis({ partition, region }: Place, { apiIds }: ReadBackNames): Statement[] {
  const arns = apiIds.map((id) => `arn:${partition}:apigateway:${region}::/restapis/${id}`);
  return unlessEmpty({
    Sid: "AllowReadingTheApi",
    Effect: "Allow",
    Action: "apigateway:GET",
    Resource: arns.flatMap((arn) => [arn, `${arn}/*`]),
  });
}

function roles({ partition, account }: Place, { roleArns }: ReadBackNames): Statement[] {
  return [
    ...unlessEmpty({
      Sid: "AllowReadingTheRolesAndTheirPolicies",
      Effect: "Allow",
      Action: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      Resource: roleArns,
    }),
    {
      // What was attached by hand may be any policy of the account's or of AWS's.
      Sid: "AllowReadingWhateverIsAttachedToThem",
      Effect: "Allow",
      Action: ["iam:GetPolicy", "iam:GetPolicyVersion"],
      Resource: [account, "aws"].map((owner) => `arn:${partition}:iam::${owner}:policy/*`),
    },
  ];
}

/** A version's or alias's settings are asked for with its ARN. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
function functions(place: Place, names: ReadBackNames): Statement[] {
  const arns = names.functions.map((name) => functionArn(place, name));
  return unlessEmpty({
    Sid: "AllowReadingTheFunctionsSettings",
    Effect: "Allow",
    Action: [
      "lambda:GetFunctionConcurrency",
      "lambda:GetFunctionConfiguration",
      "lambda:GetPolicy",
      "lambda:ListAliases",
      "lambda:ListFunctionUrlConfigs",
    ],
    Resource: arns.flatMap((arn) => [arn, `${arn}:*`]),
  });
}

function carried(place: Place, { buckets, queues, tables }: ReadBackNames): Statement[] {
  return [
    ...unlessEmpty({
      Sid: "AllowReadingTheBucketsPolicy",
      Effect: "Allow",
      Action: ["s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock"],
      Resource: buckets.map((name) => `arn:${place.partition}:s3:::${name}`),
    }),
    ...unlessEmpty({
      Sid: "AllowReadingTheQueuesPolicies",
      Effect: "Allow",
      Action: "sqs:GetQueueAttributes",
      Resource: queues.map((name) => queueArn(place, name)),
    }),
    ...unlessEmpty({
      Sid: "AllowReadingTheTablesPolicies",
      Effect: "Allow",
      Action: "dynamodb:GetResourcePolicy",
      Resource: tables.map((name) => tableArn(place, name)),
    }),
  ];
}

/** IAM takes no statement about nothing. */
function unlessEmpty(statement: Statement): Statement[] {
  return statement.Resource?.length === 0 ? [] : [statement];
}
