import { createHash } from "node:crypto";
import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { methodArn } from "../../policies/arns";
import { privateApiResourcePolicy } from "../../policies/private-api-resource";
import type { Settings } from "../config";
import type { LambdaFunction } from "../functions/lambda-function";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import { ApiErrors } from "./api-errors";
import { ApiMethods } from "./api-methods";
import { ApiStage } from "./api-stage";
import { preflightNeedsFunction } from "./cors";
import { methodSettingsPath, pathPattern, type Route, routesOf } from "./routes";

export interface PrivateApiArgs {
  readonly settings: Settings;
  /** The endpoint people come through; the API is associated with it and closed to every other. */
  readonly executeApiEndpointId: pulumi.Input<string>;
  readonly authorizer: LambdaFunction;
  readonly functions: Readonly<Partial<Record<Route["function"], LambdaFunction>>>;
  /** Calls a second to each method of the Rekognition pool; the other methods have config's. */
  readonly poolCallsPerSecond?: pulumi.Output<number> | undefined;
  /** Calls at once to each of them. */
  readonly poolCallsAtOnce?: pulumi.Output<number> | undefined;
}

/** The account's own burst, which no method's may exceed. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_BURST = 5000;

/** The PRIVATE REST API: closed to every endpoint but ours, each method behind the authorizer, each function opened to its methods only. */
export class PrivateApi extends pulumi.ComponentResource {
  readonly api: aws.apigateway.RestApi;
  readonly accessLog: aws.cloudwatch.LogGroup;
  readonly stageName: string;
  /** What changes when a redeployment is due, in the order it was wired. */
  private readonly deployed: pulumi.Input<unknown>[] = [];

  constructor(
    private readonly name: string,
    private readonly args: PrivateApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:api:PrivateApi", name, {}, opts);
    this.stageName = args.settings.stageName;
    this.api = this.createApi();
    const policy = this.createResourcePolicy();
    const authorizer = this.createAuthorizer();
    const methods = new ApiMethods(
      name,
      { settings: args.settings, api: this.api, authorizerId: authorizer.id, functions: args.functions },
      { parent: this },
    );
    const errors = new ApiErrors(name, { settings: args.settings, api: this.api }, { parent: this });
    const stage = new ApiStage(
      name,
      {
        settings: args.settings,
        api: this.api,
        triggers: { deployed: this.hash([...this.deployed, ...methods.definition, ...errors.definition]) },
        after: [policy, authorizer, ...methods.resources, ...errors.resources],
      },
      { parent: this },
    );
    this.accessLog = stage.accessLog;
    this.throttleEveryMethod(stage);
    this.permitCalls(authorizer);
    this.registerOutputs({ apiId: this.api.id });
  }

  private createApi(): aws.apigateway.RestApi {
    const { settings, executeApiEndpointId } = this.args;
    return new aws.apigateway.RestApi(
      this.name,
      {
        region: settings.region,
        description: "Private gateway to the company's machine-learning services",
        // The association gives the API a name that needs no private DNS: https://<api>-<endpoint>.execute-api.…
        endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: [executeApiEndpointId] },
        tags: tagsFor(this.name),
      },
      { parent: this },
    );
  }

  private createResourcePolicy(): aws.apigateway.RestApiPolicy {
    const policy = policyText(
      { apiExecutionArn: this.api.executionArn, executeApiEndpointId: this.args.executeApiEndpointId },
      privateApiResourcePolicy,
    );
    this.deployed.push(policy);
    return new aws.apigateway.RestApiPolicy(
      `${this.name}-resource-policy`,
      { region: this.args.settings.region, restApiId: this.api.id, policy },
      { parent: this },
    );
  }

  private createAuthorizer(): aws.apigateway.Authorizer {
    const { settings, authorizer } = this.args;
    const args = {
      region: settings.region,
      restApi: this.api.id,
      name: "token",
      type: "REQUEST",
      authorizerUri: authorizer.live.invokeArn,
      // The cache's key, if there is a cache: a refusal's reason is about one route, and in table mode about one profile, which of a
      // person's several may be disabled. What is allowed is the same for all.
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
      identitySource: `method.request.header.Authorization,${settings.profileMode === "table" ? "context.path" : "context.resourcePath"}`,
      // AWS caches for 300 s when this is left out, and a cached Allow outlives the token.
      authorizerResultTtlInSeconds: settings.authorizerCacheSeconds,
    };
    this.deployed.push(args);
    return new aws.apigateway.Authorizer(`${this.name}-authorizer`, args, { parent: this });
  }

  /** Preflights too: they are not signed, so anyone in the network can send as many as API Gateway takes. */
  private throttleEveryMethod(stage: ApiStage): void {
    for (const route of routesOf(this.args.settings)) {
      this.throttle(route.name, methodSettingsPath(route), this.throttleOf(route), stage);
      const preflight = methodSettingsPath({ method: "OPTIONS", path: route.path });
      this.throttle(`${route.name}-preflight`, preflight, this.throttleOf(route), stage);
    }
  }

  private throttle(
    name: string,
    methodPath: string,
    limits: ReturnType<PrivateApi["throttleOf"]>,
    stage: ApiStage,
  ): void {
    const { settings } = this.args;
    new aws.apigateway.MethodSettings(
      `${this.name}-${name}-settings`,
      {
        region: settings.region,
        restApi: this.api.id,
        stageName: stage.stage.stageName,
        methodPath,
        settings: {
          ...limits,
          metricsEnabled: true,
          // A data trace writes bodies, hence URLs and tokens, to the log; so does INFO with its request lines.
          dataTraceEnabled: false,
          loggingLevel: "OFF",
        },
      },
      { parent: this },
    );
  }

  /** The pool's methods carry what the quotas do in the long run, and at once what the executions can hold while it waits. */
  private throttleOf(route: Route) {
    const { settings, poolCallsPerSecond: rate, poolCallsAtOnce: burst } = this.args;
    if (route.function !== "rekognition" || rate === undefined || burst === undefined) {
      return { throttlingRateLimit: settings.throttlePerSecond, throttlingBurstLimit: settings.throttleBurst };
    }
    return { throttlingRateLimit: rate, throttlingBurstLimit: burst.apply((calls) => Math.min(calls, MAX_BURST)) };
  }

  /** A function answers this API's stage and its own methods only; the authorizer, this API's authorizer only. */
  private permitCalls(authorizer: aws.apigateway.Authorizer): void {
    this.permit(
      "authorizer",
      this.args.authorizer,
      pulumi.interpolate`${this.api.executionArn}/authorizers/${authorizer.id}`,
    );
    for (const route of routesOf(this.args.settings)) {
      this.permitMethod(route.name, route.method, route);
      if (preflightNeedsFunction(this.args.settings.portalOrigins)) {
        this.permitMethod(`${route.name}-preflight`, "OPTIONS", route);
      }
    }
  }

  private permitMethod(name: string, method: string, route: Route): void {
    const source = this.api.executionArn.apply((arn) =>
      methodArn(arn, this.stageName, method, pathPattern(route.path)),
    );
    const target = this.args.functions[route.function];
    if (!target) throw new Error(`The route ${route.name} has no function.`);
    this.permit(name, target, source);
  }

  private permit(caller: string, target: LambdaFunction, sourceArn: pulumi.Output<string>): void {
    new aws.lambda.Permission(
      `${this.name}-${caller}-permission`,
      {
        region: this.args.settings.region,
        action: "lambda:InvokeFunction",
        function: target.function.name,
        qualifier: target.live.name,
        principal: "apigateway.amazonaws.com",
        sourceArn,
      },
      { parent: this },
    );
  }

  private hash(parts: pulumi.Input<unknown>[]): pulumi.Output<string> {
    return pulumi.output(parts).apply((known) => createHash("sha256").update(JSON.stringify(known)).digest("hex"));
  }
}
