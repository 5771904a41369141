/** What may pass the DynamoDB gateway endpoint: the pool's functions, to the table of results; who decides about callers, to read their rows. */
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { RESULT_ACTIONS } from "../image-results";
import { READ_ROW } from "../people-table";

/** A table, and the functions' roles that use it. */
export interface TableUsers {
  readonly functionRoleArns: readonly string[];
  readonly tableArn: string;
}

/** A gateway endpoint has no security group, so the policy is the only fence; it names principals by `aws:PrincipalArn`. */
export function dynamodbEndpointPolicy(names: {
  /** Absent while there is no Rekognition pool. */
  readonly results?: TableUsers | undefined;
  /** The mapping table; absent in claim mode. */
  readonly rows?: TableUsers | undefined;
}): PolicyDocument {
  const statements: Statement[] = [];
  if (names.results)
    statements.push({ Sid: "AllowThePoolsFunctionsTheResults", ...passing(RESULT_ACTIONS, names.results) });
  if (names.rows) statements.push({ Sid: "AllowTheCallersRowsToBeRead", ...passing(READ_ROW, names.rows) });
  return policyDocument(...statements);
}

function passing(Action: string | readonly string[], { functionRoleArns, tableArn }: TableUsers): Statement {
  return {
    Effect: "Allow",
    Principal: "*",
    Action,
    Resource: tableArn,
    Condition: { ArnEquals: { "aws:PrincipalArn": functionRoleArns } },
  };
}
