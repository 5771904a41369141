import { phraseOfDeny, phrasesOfAllow } from "../../../policies/audit/access/conditions-in-words";
import type { Conditions, Statement } from "../../../policies/document";
import { onlyThrough, SOURCE_VPCE, unlessThrough } from "../../../policies/from-our-endpoints";

const ENDPOINTS = new Map([
  ["vpce-1", "endpoints-sts"],
  ["vpce-2", "endpoints-s3"],
]);
const statement = (Effect: Statement["Effect"], Condition: Conditions): Statement => ({
  Effect,
  Action: "*",
  Condition,
});

test.each<[Conditions, string[]]>([
  [onlyThrough(["vpce-1"]), ["through endpoints-sts"]],
  [onlyThrough(["vpce-1", "vpce-2"]), ["through endpoints-sts or endpoints-s3"]],
  [onlyThrough(["vpce-9"]), ["through vpce-9"]],
  [{ StringEqualsIfExists: { [SOURCE_VPCE]: "vpce-1" } }, ["through endpoints-sts, if present"]],
  [{ StringEquals: { "aws:RequestedRegion": "eu-west-1" } }, ["aws:RequestedRegion is eu-west-1"]],
  [{ StringNotLike: { "aws:RequestTag/P": "*/*" } }, ["aws:RequestTag/P is not like */*"]],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["A", "B"] } }, ["every value of aws:TagKeys is A or B"]],
  [{ Null: { "sts:SourceIdentity": "false" } }, ["sts:SourceIdentity is present"]],
  [{ Null: { "aws:TagKeys": "true" } }, ["aws:TagKeys is absent"]],
  [{ Bool: { "aws:ViaAWSService": "true" } }, ["aws:ViaAWSService is true"]],
  [{ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, ["aws:SourceIp is in 10.0.0.0/8"]],
])("an Allow with %j says %j", (conditions, expected) => {
  expect(phrasesOfAllow(statement("Allow", conditions), ENDPOINTS)).toEqual(expected);
});

test.each<[Conditions, string | undefined]>([
  [{}, undefined],
  [unlessThrough(["vpce-1"]), "through endpoints-sts"],
  [{ StringNotEquals: { "aws:RequestedRegion": ["a", "b"] } }, "aws:RequestedRegion is a or b"],
  [{ ArnNotEquals: { "aws:PrincipalArn": "arn:x" } }, "aws:PrincipalArn is arn:x"],
  [{ Null: { "aws:PrincipalTag/P": "true" } }, "aws:PrincipalTag/P is present"],
  [{ Null: { "lambda:SourceFunctionArn": "false" } }, "lambda:SourceFunctionArn is absent"],
  [{ Bool: { "aws:SecureTransport": "false" } }, "aws:SecureTransport is true or absent"],
  [{ BoolIfExists: { "aws:ViaAWSService": "false" } }, "aws:ViaAWSService is true"],
  [{ StringEquals: { "aws:RequestedRegion": "a" } }, "aws:RequestedRegion is not a"],
  [
    { ...unlessThrough(["vpce-1"]), BoolIfExists: { "aws:ViaAWSService": "false" } },
    "through endpoints-sts, or aws:ViaAWSService is true",
  ],
])("a Deny with %j stays silent when %j", (conditions, expected) => {
  expect(phraseOfDeny(statement("Deny", conditions), ENDPOINTS)).toBe(expected);
});
