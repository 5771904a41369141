import type { Settings } from "../config";

/**
 * What the account has to have before a stack's first update, in lines for its preview: nothing in the program can look it up, and
 * without it the update ends at its last step.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function firstUpdateNotes(settings: Pick<Settings, "createApiGatewayAccount" | "region">): string[] {
  if (settings.createApiGatewayAccount) return [];
  return [
    `API Gateway needs a role of this account to write logs in ${settings.region}: aws apigateway get-account --region ` +
      `${settings.region} --query cloudwatchRoleArn. If that is null, set createApiGatewayAccount to true, or the update ends at the ` +
      "API's stage with: CloudWatch Logs role ARN must be set in account settings to enable logging.",
  ];
}
