import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { gatewayHeaders } from "./gateway-headers";
import { GATEWAY_RESPONSES, gatewayProblem } from "./gateway-responses";

export interface ApiErrorsArgs {
  readonly settings: Settings;
  readonly api: aws.apigateway.RestApi;
}

/** API Gateway's own errors in the API's one error form, application/problem+json. */
export class ApiErrors extends pulumi.ComponentResource {
  readonly resources: aws.apigateway.Response[];
  readonly definition: pulumi.Input<unknown>[] = [];

  constructor(name: string, args: ApiErrorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:api:ApiErrors", name, {}, opts);
    this.resources = GATEWAY_RESPONSES.map((response) => {
      const body = {
        responseType: response.type,
        ...(response.status !== undefined && { statusCode: String(response.status) }),
        responseTemplates: { "application/json": gatewayProblem(response) },
        responseParameters: gatewayHeaders(response, args.settings),
      };
      this.definition.push(body);
      return new aws.apigateway.Response(
        `${name}-${response.type.toLowerCase().replaceAll("_", "-")}`,
        { region: args.settings.region, restApiId: args.api.id, ...body },
        { parent: this },
      );
    });
    this.registerOutputs({});
  }
}
