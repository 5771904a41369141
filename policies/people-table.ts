/**
 * The mapping table, which says whose Studio profiles are whose: two functions read single rows of it, and none of the stack writes one.
 * Rows are the operator's (policies/operator).
 */
import { type DataKey, decryptTable } from "./data-key/use-data-key";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";
import { TRACING_ACTIONS } from "./function-role";

/** No Query, no Scan: a row is asked for by the caller's id, which comes from a verified token. */
export const READ_ROW = "dynamodb:GetItem";

/** Lambda signs these with the function's role, and the function's name in them, as it does for calls of the function's code. */
const BY_LAMBDA_IN_ITS_NAME = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** The function's name as AWS puts it into the credentials of its code: a role that another function bears has another one. */
const FUNCTION = "lambda:SourceFunctionArn";

/**
 * By its own ARN, or by that of a version or alias: AWS's page shows the function's ARN, and does not say what stands there while a
 * published version runs.
 */
function inTheNameOf(functionArn: string) {
  return { [FUNCTION]: [functionArn, `${functionArn}:*`] };
}

/** For a function in the VPC: through our DynamoDB endpoint. The Denies hold even with AmazonDynamoDBFullAccess attached beside it. */
export function readRowsInsideVpc(names: {
  readonly tableArn: string;
  readonly dynamodbEndpointId: string;
  /** The company's own, with which the table is encrypted; absent where DynamoDB's is. */
  readonly dataKey?: DataKey | undefined;
}): Statement[] {
  return [
    {
      Sid: "AllowReadingTheCallersRow",
      Effect: "Allow",
      Action: READ_ROW,
      Resource: names.tableArn,
      Condition: onlyThrough([names.dynamodbEndpointId]),
    },
    {
      Sid: "DenyRowsUnlessThroughOurDynamoDbEndpoint",
      Effect: "Deny",
      Action: "dynamodb:*",
      Resource: "*",
      Condition: unlessThrough([names.dynamodbEndpointId]),
    },
    {
      Sid: "DenyTheRowsToAllButReading",
      Effect: "Deny",
      NotAction: READ_ROW,
      Resource: names.tableArn,
    },
    denyOtherTables(names.tableArn),
    ...decryptRows(names),
  ];
}

/** The authorizer with pinned keys, which runs inside the VPC. */
export function authorizerInVpcPolicy(names: Parameters<typeof readRowsInsideVpc>[0]): PolicyDocument {
  return policyDocument(...readRowsInsideVpc(names));
}

/**
 * The authorizer that fetches keys, and so runs outside the VPC, where no endpoint of ours is: it is told by its own name instead. Its code
 * may do nothing else at all.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function authorizerOutsideVpcPolicy(names: {
  readonly tableArn: string;
  readonly functionArn: string;
  readonly dataKey?: DataKey | undefined;
  /** Lambda sends traces of its calls, in the function's name as well. */
  readonly isTraced: boolean;
}): PolicyDocument {
  const decrypting = decryptRows(names);
  const byLambda = [...BY_LAMBDA_IN_ITS_NAME, ...(names.isTraced ? TRACING_ACTIONS : [])];
  return policyDocument(
    {
      Sid: "AllowTheAuthorizerTheCallersRow",
      Effect: "Allow",
      Action: READ_ROW,
      Resource: names.tableArn,
      Condition: { ArnLike: inTheNameOf(names.functionArn) },
    },
    {
      Sid: "DenyTheAuthorizersCodeAllElse",
      Effect: "Deny",
      // Whether DynamoDB's call of KMS in the function's name carries the function's ARN, AWS does not say.
      NotAction: [READ_ROW, ...byLambda, ...decrypting.flatMap(({ Action = [] }) => Action)],
      Resource: "*",
      // Lambda's own calls, such as taking interfaces away once the function has left the VPC, carry no function's name.
      Condition: { Null: { [FUNCTION]: "false" } },
    },
    {
      Sid: "DenyRowsToAnyOtherBearerOfTheRole",
      Effect: "Deny",
      Action: "dynamodb:*",
      Resource: "*",
      Condition: { ArnNotLike: inTheNameOf(names.functionArn) },
    },
    denyOtherTables(names.tableArn),
    ...decrypting,
  );
}

function decryptRows({ dataKey, tableArn }: { readonly dataKey?: DataKey | undefined; readonly tableArn: string }) {
  return dataKey ? [decryptTable(dataKey, tableArn)] : [];
}

function denyOtherTables(tableArn: string): Statement {
  return {
    Sid: "DenyEveryOtherTable",
    Effect: "Deny",
    Action: "dynamodb:*",
    NotResource: tableArn,
  };
}
