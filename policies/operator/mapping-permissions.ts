/** What the operator may do who runs `npm run mapping`: cut people off and restore them, and in table mode read and write the items of the one table. */
import { type Place, tableArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";
import { type CutOffPermissionNames, cutOffPermissions } from "./cut-off-permissions";

export interface MappingPermissionNames extends CutOffPermissionNames {
  /** Absent in claim mode. */
  readonly mappingTable?: string;
}

/**
 * A transaction asks for the permission of each write in it. Nothing here makes, changes or deletes the table itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function mappingPermissions(place: Place, names: MappingPermissionNames): PolicyDocument {
  const { Statement: cutOff } = cutOffPermissions(place, names);
  if (names.mappingTable === undefined) return policyDocument(...cutOff);
  return policyDocument(
    ...cutOff,
    {
      Sid: "AllowTheOperatorThePeopleInTheTable",
      Effect: "Allow",
      Action: ["dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      Resource: tableArn(place, names.mappingTable),
    },
    {
      // `check` compares rows with the profiles that there are. The action takes no resource.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
      Sid: "AllowTheOperatorToListProfiles",
      Effect: "Allow",
      Action: "sagemaker:ListUserProfiles",
      Resource: "*",
    },
  );
}
