import { firstUpdateNotes } from "../../../infra/deployed/first-update";

test("the first preview says what the account has to have, and how to see whether it has", () => {
  expect(firstUpdateNotes({ createApiGatewayAccount: false, region: "eu-central-1" })).toEqual([
    "API Gateway needs a role of this account to write logs in eu-central-1: aws apigateway get-account --region eu-central-1 --query " +
      "cloudwatchRoleArn. If that is null, set createApiGatewayAccount to true, or the update ends at the API's stage with: CloudWatch Logs " +
      "role ARN must be set in account settings to enable logging.",
  ]);
});

test("nothing is to be looked up when the stack makes that role itself", () => {
  expect(firstUpdateNotes({ createApiGatewayAccount: true, region: "eu-central-1" })).toEqual([]);
});
