import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { bodyModel } from "./body-model";
import { preflightHeaders, preflightNeedsFunction } from "./cors";
import { resourcePaths, type Route, routesOf } from "./routes";

export interface ApiMethodsArgs {
  readonly settings: Settings;
  readonly api: aws.apigateway.RestApi;
  readonly authorizerId: pulumi.Input<string>;
  readonly functions: Readonly<Partial<Record<Route["function"], aws.lambda.Function>>>;
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
        uri: target.invokeArn,
      },
      { parent: this },
    );
    this.track([method, integration], { route, function: target.invokeArn });
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
    if (resourceId === undefined) throw new Error(`The route ${route.name} has no path.`);
    const place = { region: this.region, restApi: this.args.api.id, resourceId, httpMethod: "OPTIONS" };
    const name = `${this.name}-${route.name}-preflight`;
    const method = new aws.apigateway.Method(name, { ...place, authorization: "NONE" }, { parent: this });
    const { portalOrigins } = this.args.settings;
    const [origin] = portalOrigins;
    if (origin === undefined || preflightNeedsFunction(portalOrigins)) this.passPreflightOn(name, place, method, route);
    else this.answerPreflight(name, place, method, preflightHeaders(origin, route.method));
  }

  private answerPreflight(
    name: string,
    place: { region: string; restApi: pulumi.Output<string>; resourceId: pulumi.Input<string>; httpMethod: string },
    method: aws.apigateway.Method,
    headers: Readonly<Record<string, string>>,
  ): void {
    const names = Object.keys(headers).map((header) => `method.response.header.${header}`);
    const integration = new aws.apigateway.Integration(
      `${name}-answer`,
      { ...place, type: "MOCK", requestTemplates: { "application/json": '{"statusCode":204}' } },
      { parent: this, dependsOn: [method] },
    );
    const methodResponse = new aws.apigateway.MethodResponse(
      `${name}-headers`,
      { ...place, statusCode: "204", responseParameters: Object.fromEntries(names.map((header) => [header, false])) },
      { parent: this, dependsOn: [method] },
    );
    const values = Object.entries(headers).map(([header, value]) => [`method.response.header.${header}`, value]);
    const integrationResponse = new aws.apigateway.IntegrationResponse(
      `${name}-header-values`,
      { ...place, statusCode: "204", responseParameters: Object.fromEntries(values) as Record<string, string> },
      { parent: this, dependsOn: [integration, methodResponse] },
    );
    this.track([method, integration, methodResponse, integrationResponse], { headers });
  }

  private passPreflightOn(
    name: string,
    place: { region: string; restApi: pulumi.Output<string>; resourceId: pulumi.Input<string>; httpMethod: string },
    method: aws.apigateway.Method,
    route: Route,
  ): void {
    const target = this.args.functions[route.function];
    if (!target) throw new Error(`The route ${route.name} has no function.`);
    const integration = new aws.apigateway.Integration(
      `${name}-function`,
      { ...place, type: "AWS_PROXY", integrationHttpMethod: "POST", uri: target.invokeArn },
      { parent: this, dependsOn: [method] },
    );
    this.track([method, integration], { preflight: target.invokeArn });
  }

  private track(resources: pulumi.Resource[], definition: Record<string, pulumi.Input<unknown>>): void {
    this.resources.push(...resources);
    this.definition.push(definition);
  }
}
