import { type APIGatewayClient, GetDeploymentCommand, GetStagesCommand, type Stage } from "@aws-sdk/client-api-gateway";
import { methodSettingsKey, SERVED_METHOD } from "../kinds/api";
import type { Reading } from "./reading";

/** An API's stages, the settings of their methods, and the methods that each really serves. */
export async function readStages(reading: Reading, client: APIGatewayClient, restApiId: string): Promise<void> {
  const covers = ["apigateway/stage:Stage", "apigateway/methodSettings:MethodSettings", SERVED_METHOD];
  const question = {
    what: `stages of API ${restApiId}`,
    action: "apigateway:GET",
    absent: ["NotFoundException"],
    covers: covers.map((type) => ({ type })),
  };
  const stages = await reading.ask(question, () => client.send(new GetStagesCommand({ restApiId })));
  for (const stage of stages?.item ?? []) {
    addStage(reading, restApiId, stage);
    await readServed(reading, client, restApiId, stage);
  }
}

function addStage(reading: Reading, restApi: string, stage: Stage): void {
  const { stageName = "", deploymentId: deployment, accessLogSettings, cacheClusterEnabled, variables } = stage;
  const { tracingEnabled: xrayTracingEnabled, clientCertificateId, canarySettings } = stage;
  reading.add("apigateway/stage:Stage", stageName, {
    ...{ restApi, stageName, deployment, accessLogSettings, cacheClusterEnabled, variables },
    ...{ xrayTracingEnabled, clientCertificateId, canarySettings },
  });
  for (const [methodPath, settings] of Object.entries(stage.methodSettings ?? {}))
    reading.add("apigateway/methodSettings:MethodSettings", methodSettingsKey(stageName, methodPath), {
      ...{ restApi, stageName, methodPath, settings },
    });
}

/**
 * A stage serves the copy that was made of the API when it was deployed, whatever the API's tree says by now. Of that copy API Gateway
 * tells paths, verbs and how each is authorized. https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html
 */
async function readServed(reading: Reading, client: APIGatewayClient, restApiId: string, stage: Stage): Promise<void> {
  const { stageName = "", deploymentId } = stage;
  if (deploymentId === undefined) return;
  const question = {
    what: `deployment ${deploymentId}, which stage ${stageName} serves`,
    action: "apigateway:GET",
    covers: [{ type: SERVED_METHOD }],
  };
  const deployment = await reading.ask(question, () =>
    client.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ["apisummary"] })),
  );
  for (const [path, methods] of Object.entries(deployment?.apiSummary ?? {}))
    for (const [verb, { authorizationType, apiKeyRequired }] of Object.entries(methods))
      reading.add(SERVED_METHOD, `${stageName} ${verb} ${path}`, { authorization: authorizationType, apiKeyRequired });
}
