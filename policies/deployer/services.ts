/** Everything but networks and roles. Actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
import {
  type Deployment,
  every,
  everything,
  firstTag,
  forTypes,
  type Grant,
  inRegions,
  newTag,
  ofThe,
  ownTag,
} from "./grant";

const api = (name: string) => `aws:apigateway/${name}`;
const API_PARTS = [
  "authorizer:Authorizer",
  "deployment:Deployment",
  "integration:Integration",
  "integrationResponse:IntegrationResponse",
  "method:Method",
  "methodResponse:MethodResponse",
  "methodSettings:MethodSettings",
  "model:Model",
  "requestValidator:RequestValidator",
  "resource:Resource",
  "response:Response",
  "restApi:RestApi",
  "stage:Stage",
].map(api);
const CHANGE = ["apigateway:GET", "apigateway:POST", "apigateway:PUT", "apigateway:PATCH", "apigateway:DELETE"];

/** The API's ARN, as it stands in the path of a tag's address. */
function tagsOfApis({ place: { partition, region } }: Deployment): readonly string[] {
  return [
    `arn:${partition}:apigateway:${region}::/tags/${encodeURIComponent(`arn:${partition}:apigateway:${region}::/restapis/`)}*`,
  ];
}

/** Parts of an API inherit its tags. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const API_GRANTS: readonly Grant[] = [
  {
    Sid: "MakeAnApiWithOurTags",
    actions: { [api("restApi:RestApi")]: ["apigateway:POST"] },
    on: ({ place }) => [`arn:${place.partition}:apigateway:${place.region}::/restapis`],
    when: newTag,
  },
  {
    Sid: "ManageOurApi",
    actions: {
      ...forTypes(API_PARTS, ...CHANGE),
      [api("restApiPolicy:RestApiPolicy")]: ["apigateway:UpdateRestApiPolicy", "apigateway:PATCH"],
    },
    on: ({ place }) => [`arn:${place.partition}:apigateway:${place.region}::/restapis/*`],
    when: ownTag,
  },
  { Sid: "TagOurApi", actions: { [api("restApi:RestApi")]: ["apigateway:PUT"] }, on: tagsOfApis, when: firstTag },
  {
    Sid: "ChangeTagsOfOurApi",
    actions: { [api("restApi:RestApi")]: ["apigateway:GET", "apigateway:PUT", "apigateway:DELETE"] },
    on: tagsOfApis,
    when: ownTag,
  },
  {
    Sid: "SetTheRegionsLoggingRole",
    actions: { [api("account:Account")]: ["apigateway:GET", "apigateway:PATCH"] },
    on: ({ place }) => [`arn:${place.partition}:apigateway:${place.region}::/account`],
  },
];

const FUNCTION = "aws:lambda/function:Function";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

const LAMBDA_GRANTS: readonly Grant[] = [
  {
    Sid: "ManageOurFunctions",
    actions: {
      [FUNCTION]: [
        "lambda:CreateFunction",
        "lambda:GetFunction",
        "lambda:GetFunctionConfiguration",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:ListVersionsByFunction",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:PutFunctionConcurrency",
        "lambda:DeleteFunctionConcurrency",
        "lambda:PublishVersion",
        "lambda:ListTags",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:DeleteFunction",
      ],
      "aws:lambda/permission:Permission": ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"],
    },
    on: ({ resources }) => ofThe(resources, FUNCTION),
  },
  {
    Sid: "ManageAliasesOfOurFunctions",
    actions: {
      "aws:lambda/alias:Alias": ["lambda:CreateAlias", "lambda:GetAlias", "lambda:UpdateAlias", "lambda:DeleteAlias"],
    },
    on: ({ resources }) => ofThe(resources, FUNCTION),
  },
  {
    Sid: "ManageOurLayers",
    actions: {
      "aws:lambda/layerVersion:LayerVersion": [
        "lambda:PublishLayerVersion",
        "lambda:GetLayerVersion",
        "lambda:DeleteLayerVersion",
      ],
    },
    on: (_, layers) => layers.flatMap(({ arn = "" }) => [arn.replace(/:\d+$/, ""), arn.replace(/:\d+$/, ":*")]),
  },
  {
    // A mapping's id is AWS's to choose; its function is ours.
    Sid: "ConnectOurFunctionsToQueues",
    actions: {
      [MAPPING]: [
        "lambda:CreateEventSourceMapping",
        "lambda:GetEventSourceMapping",
        "lambda:UpdateEventSourceMapping",
        "lambda:DeleteEventSourceMapping",
      ],
    },
    on: everything,
    when: (_, mappings) => ({
      ArnLike: {
        "lambda:FunctionArn": mappings.map(({ inputs }) =>
          String(inputs["functionName"]).replace(/-[0-9a-f]{7}$/, "-???????"),
        ),
      },
    }),
  },
  {
    Sid: "TagConnectionsToQueues",
    actions: { [MAPPING]: ["lambda:ListTags", "lambda:TagResource", "lambda:UntagResource"] },
    on: every("lambda", "event-source-mapping:*"),
    when: ownTag,
  },
];

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const CARE_FOR_ALARMS = ["DescribeAlarms", "ListTagsForResource", "TagResource", "UntagResource", "DeleteAlarms"].map(
  (action) => `cloudwatch:${action}`,
);

const WATCHING_GRANTS: readonly Grant[] = [
  {
    Sid: "ManageOurLogGroups",
    actions: {
      [LOG_GROUP]: [
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
        "logs:DeleteRetentionPolicy",
        "logs:AssociateKmsKey",
        "logs:DisassociateKmsKey",
        "logs:ListTagsForResource",
        "logs:TagResource",
        "logs:UntagResource",
        "logs:DeleteLogGroup",
      ],
      "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
        "logs:PutMetricFilter",
        "logs:DescribeMetricFilters",
        "logs:DeleteMetricFilter",
      ],
    },
    on: ({ resources }) => ofThe(resources, LOG_GROUP).flatMap((arn) => [arn, `${arn}:*`]),
  },
  { Sid: "ListLogGroups", actions: { [LOG_GROUP]: ["logs:DescribeLogGroups"] }, on: everything, when: inRegions },
  {
    Sid: "ManageOurAlarms",
    actions: {
      [METRIC_ALARM]: ["cloudwatch:PutMetricAlarm", ...CARE_FOR_ALARMS],
      [COMPOSITE_ALARM]: ["cloudwatch:PutCompositeAlarm", ...CARE_FOR_ALARMS],
    },
    // They all begin with project and stack: infra/monitoring.
    on: ({ place, project, stack }) => [
      `arn:${place.partition}:cloudwatch:${place.region}:${place.account}:alarm:${project}-${stack}-*`,
    ],
  },
  {
    Sid: "ManageOurDashboard",
    actions: {
      "aws:cloudwatch/dashboard:Dashboard": [
        "cloudwatch:PutDashboard",
        "cloudwatch:GetDashboard",
        "cloudwatch:DeleteDashboards",
      ],
    },
    on: ({ place }, boards) =>
      boards.map(({ id = "" }) => `arn:${place.partition}:cloudwatch::${place.account}:dashboard/${id}`),
  },
  {
    Sid: "ManageOurEventRules",
    actions: {
      "aws:cloudwatch/eventRule:EventRule": [
        "events:PutRule",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:TagResource",
        "events:UntagResource",
        "events:DeleteRule",
      ],
      "aws:cloudwatch/eventTarget:EventTarget": [
        "events:PutTargets",
        "events:ListTargetsByRule",
        "events:RemoveTargets",
      ],
    },
    on: ({ resources }) => ofThe(resources, "aws:cloudwatch/eventRule:EventRule"),
  },
];

const TAGGED = ["codedeploy:ListTagsForResource", "codedeploy:TagResource", "codedeploy:UntagResource"];
const calls = (on: string, ...verbs: readonly string[]) => verbs.map((verb) => `codedeploy:${verb}${on}`);
const APPLICATION = [...calls("Application", "Create", "Get", "Update", "Delete"), ...TAGGED];
const GROUP = [...calls("DeploymentGroup", "Create", "Get", "Update", "Delete"), ...TAGGED];
const CONFIG = calls("DeploymentConfig", "Create", "Get", "Delete");

/** Deployments that move an alias bit by bit. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html */
const ROLLOUT_GRANTS: readonly Grant[] = [
  {
    Sid: "ManageOurRollouts",
    actions: {
      "aws:codedeploy/application:Application": APPLICATION,
      "aws:codedeploy/deploymentConfig:DeploymentConfig": CONFIG,
      "aws:codedeploy/deploymentGroup:DeploymentGroup": GROUP,
    },
    // A group's ARN has its application's name in the middle.
    on: (_, mine) => mine.flatMap(({ arn }) => arn?.replace(/-[0-9a-f]{7}(?=\/|$)/g, "-???????") ?? []),
  },
];

export const SERVICE_GRANTS: readonly Grant[] = [
  ...API_GRANTS,
  ...LAMBDA_GRANTS,
  ...WATCHING_GRANTS,
  ...ROLLOUT_GRANTS,
];
