import { GetPolicyCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { isRecord, list, record, text } from "../../../policies/audit/collect/graph/graph";
import type { Properties } from "../item";
import type { Reading } from "./reading";

/** Condition keys that AddPermission sets, in small letters, by the input of a permission that stands for each. */
const INPUTS: Readonly<Record<string, string>> = {
  "aws:sourcearn": "sourceArn",
  "aws:sourceaccount": "sourceAccount",
  "aws:principalorgid": "principalOrgId",
  "lambda:functionurlauthtype": "functionUrlAuthType",
  "lambda:eventsourcetoken": "eventSourceToken",
};
const OPERATORS = ["ArnLike", "StringEquals"];

/** Who may invoke a function, or an alias of it: each has a policy of its own, and no other's counts for it. */
export async function readPermissions(
  reading: Reading,
  client: LambdaClient,
  name: string,
  qualifier: string | undefined,
): Promise<void> {
  const type = "lambda/permission:Permission";
  const of = qualifier === undefined ? name : `${name}:${qualifier}`;
  const question = {
    ...{ what: `resource policy of function ${of}`, action: "lambda:GetPolicy", absent: ["ResourceNotFoundException"] },
    covers: [{ type, key: of }],
  };
  const Qualifier = qualifier === undefined ? {} : { Qualifier: qualifier };
  const answer = await reading.ask(question, () =>
    client.send(new GetPolicyCommand({ FunctionName: name, ...Qualifier })),
  );
  for (const statement of list(record(JSON.parse(answer?.Policy ?? "{}"))["Statement"])) {
    const inputs = {
      function: name,
      ...(qualifier !== undefined && { qualifier }),
      ...permissionOf(record(statement)),
    };
    reading.add(type, `${of} ${text(record(statement)["Sid"]) ?? "without a Sid"}`, inputs);
  }
}

/**
 * A statement as the permission that makes it. What no permission makes is kept under its own name, so that a reader stops there.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function permissionOf({
  Sid,
  Effect,
  Principal,
  Action,
  Resource: _,
  Condition,
  ...others
}: Properties): Properties {
  return {
    statementId: Sid,
    principal: principalOf(Principal),
    action: Action,
    ...(Effect === "Allow" ? {} : { effect: Effect }),
    ...Object.fromEntries(
      Object.entries(record(Condition)).flatMap(([operator, keys]) => conditionsOf(operator, record(keys))),
    ),
    ...others,
  };
}

function principalOf(principal: unknown): unknown {
  if (!isRecord(principal)) return principal;
  const values = Object.values(principal);
  return values.length === 1 ? values[0] : principal;
}

function conditionsOf(operator: string, keys: Properties): [string, unknown][] {
  return Object.entries(keys).map(([key, value]) => {
    const input = INPUTS[key.toLowerCase()];
    return input !== undefined && OPERATORS.includes(operator) ? [input, value] : [`${operator} ${key}`, value];
  });
}
