import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import type { LambdaFunction } from "../functions/lambda-function";
import { bodyModel } from "./body-model";
import { preflightHeaders, preflightNeedsFunction } from "./cors";
import { resourcePaths, type Route, routesOf } from "./routes";

export interface ApiMethodsArgs {
  readonly settings: Settings;
  readonly api: aws.apigateway.RestApi;
  readonly authorizerId: pulumi.Input<string>;
  readonly functions: Readonly<Partial<Record<Route["function"], LambdaFunction>>>;
}

/** Every route of the API with its preflight: path, method behind the authorizer, body check, function. */
export class ApiMethods extends pulumi.ComponentResource {
  /** What a deployment must come after. */
  readonly resources: pulumi.Resource[] = [];
  /** What a deployment depends on in content. */
  readonly definition: pulumi.Input<unknown>[] = [];
  private readonly pathIds = new Map<string, pulumi.Input<string>>();
  private readonly region: string;

  constructor(
    private readonly name: string,
    private readonly args: ApiMethodsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:api:ApiMethods", name, {}, opts);
    this.region = args.settings.region;
    const routes = routesOf(args.settings);
    for (const path of resourcePaths(routes)) this.createPath(path);
    const validator = this.createBodyValidator();
    for (const route of routes) {
      this.createMethod(route, validator);
      this.createPreflight(route);
    }
    this.registerOutputs({});
  }

  private createPath(path: string): void {
    const cut = path.lastIndexOf("/");
    const parentId = cut === 0 ? this.args.api.rootResourceId : this.pathIds.get(path.slice(0, cut));
    if (parentId === undefined) throw new Error(`The path ${path} has no parent among the resource paths.`);
    const args = { region: this.region, restApi: this.args.api.id, parentId, pathPart: path.slice(cut + 1) };
    const resource = new aws.apigateway.Resource(`${this.name}${path.replaceAll(/[/{}]+/g, "-")}`, args, {
      parent: this,
    });
    this.pathIds.set(path, resource.id);
    this.track([resource], { path });
  }

  private createBodyValidator(): aws.apigateway.RequestValidator {
    const validator = new aws.apigateway.RequestValidator(
      `${this.name}-body-validator`,
      { region: this.region, restApi: this.args.api.id, validateRequestBody: true, validateRequestParameters: false },
      { parent: this },
    );
    this.track([validator], {});
    return validator;
  }

  private createMethod(route: Route, validator: aws.apigateway.RequestValidator): void {
    const target = this.args.functions[route.function];
    const resourceId = this.pathIds.get(route.path);
    if (!target || resourceId === undefined) throw new Error(`The route ${route.name} has no function or no path.`);
    const place = { region: this.region, restApi: this.args.api.id, resourceId, httpMethod: route.method };
    const model = route.bodySchema && this.createModel(route.bodySchema);
    const method = new aws.apigateway.Method(
      `${this.name}-${route.name}`,
      {
        ...place,
        authorization: "CUSTOM",
        authorizerId: this.args.authorizerId,
        ...(model && { requestModels: { "application/json": model.name }, requestValidatorId: validator.id }),
      },
      { parent: this },
    );
    const integration = new aws.apigateway.Integration(
      `${this.name}-${route.name}-function`,
      {
        ...place,
        httpMethod: method.httpMethod,
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: target.live.invokeArn,
      },
      { parent: this },
    );
    this.track([method, integration], { route, function: target.live.invokeArn });
  }

  private createModel(schema: NonNullable<Route["bodySchema"]>): aws.apigateway.Model {
    const text = JSON.stringify(bodyModel(schema));
    const model = new aws.apigateway.Model(
      `${this.name}-${schema}`,
      { region: this.region, restApi: this.args.api.id, name: schema, contentType: "application/json", schema: text },
      { parent: this },
    );
    this.track([model], { schema, text });
    return model;
  }

  /**
   * A preflight carries no token, so OPTIONS has no authorizer; the resource policy still confines it to our endpoint. One origin is
   * answered by API Gateway itself; several need a decision, which is the function's.
   */
  private createPreflight(route: Route): void {
    const resourceId = this.pathIds.get(route.path);
    const target = this.args.functions[route.function];
    if (!target || resourceId === undefined) throw new Error(`The route ${route.name} has no function or no path.`);
    const place = { region: this.region, restApi: this.args.api.id, resourceId, httpMethod: "OPTIONS" };
    const name = `${this.name}-${route.name}-preflight`;
    const method = new aws.apigateway.Method(name, { ...place, authorization: "NONE" }, { parent: this });
    const { portalOrigins } = this.args.settings;
    const [origin] = portalOrigins;
    if (origin === undefined || preflightNeedsFunction(portalOrigins)) {
      const pass = { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: target.live.invokeArn };
      const integration = this.integratePreflight(name, { ...place, ...pass }, method);
      this.track([method, integration], { preflight: target.live.invokeArn });
    } else {
      const answer = { type: "MOCK", requestTemplates: { "application/json": '{"statusCode":204}' } };
      const integration = this.integratePreflight(name, { ...place, ...answer }, method);
      const headers = preflightHeaders(origin, route.method);
      this.track([method, integration, ...this.answerPreflight(name, place, integration, headers)], { headers });
    }
  }

  /**
   * One resource for any integration, because to API Gateway it is one: the integration of this method. Under two names the old one would be
   * deleted after the new one was put in its place, and the new one with it.
   */
  private integratePreflight(
    name: string,
    args: aws.apigateway.IntegrationArgs,
    method: aws.apigateway.Method,
  ): aws.apigateway.Integration {
    return new aws.apigateway.Integration(`${name}-integration`, args, {
      parent: this,
      dependsOn: [method],
      deleteBeforeReplace: true,
      // Before release 0.2 it had two names.
      aliases: [{ name: `${name}-answer` }, { name: `${name}-function` }],
    });
  }

  private answerPreflight(
    name: string,
    place: { region: string; restApi: pulumi.Output<string>; resourceId: pulumi.Input<string>; httpMethod: string },
    integration: aws.apigateway.Integration,
    headers: Readonly<Record<string, string>>,
  ): pulumi.Resource[] {
    const names = Object.keys(headers).map((header) => `method.response.header.${header}`);
    const methodResponse = new aws.apigateway.MethodResponse(
      `${name}-headers`,
      { ...place, statusCode: "204", responseParameters: Object.fromEntries(names.map((header) => [header, false])) },
      // The method comes before its integration.
      { parent: this, dependsOn: [integration] },
    );
    const values = Object.entries(headers).map(([header, value]) => [`method.response.header.${header}`, value]);
    const integrationResponse = new aws.apigateway.IntegrationResponse(
      `${name}-header-values`,
      { ...place, statusCode: "204", responseParameters: Object.fromEntries(values) as Record<string, string> },
      { parent: this, dependsOn: [integration, methodResponse] },
    );
    return [methodResponse, integrationResponse];
  }

  private track(resources: pulumi.Resource[], definition: Record<string, pulumi.Input<unknown>>): void {
    this.resources.push(...resources);
    this.definition.push(definition);
  }
}
