import type * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { Settings } from "../config";
import type { FunctionRole } from "../functions/function-role";
import type { LambdaFunction } from "../functions/lambda-function";
import type { ImagesQueue } from "../rekognition/images-queue";
import type { WatchedFunction } from "./measures";
import { Monitoring } from "./monitoring";

type ByFunction<T> = Readonly<Partial<Record<WatchedFunction, T>>>;

export interface WatchedGateway {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  readonly api: aws.apigateway.RestApi;
  readonly accessLog: aws.cloudwatch.LogGroup;
  readonly roles: ByFunction<FunctionRole>;
  readonly functions: ByFunction<LambdaFunction>;
  readonly domainIds: pulumi.Output<string[]>;
  /** Absent while there is no Rekognition pool. */
  readonly queue: ImagesQueue | undefined;
}

/** Undefined where config says why there is none. */
export function createMonitoring(name: string, gateway: WatchedGateway): Monitoring | undefined {
  const { settings, place, api, accessLog, domainIds, queue } = gateway;
  if ("off" in settings.monitoring) return undefined;
  const roles = Object.entries(gateway.roles);
  const logs = roles.map(([role, { logGroup }]) => [role, logGroup.name] as const);
  const names = Object.entries(gateway.functions).map(
    ([
      code,
      {
        function: { name: named },
      },
    ]) => [code, named] as const,
  );
  return new Monitoring(name, {
    settings,
    place,
    api: api.name,
    logGroups: { ...Object.fromEntries(logs), "access-log": accessLog.name },
    functions: Object.fromEntries(names),
    functionRoleArns: roles.map(([, { role }]) => role.arn),
    domainIds,
    queues: queue && { images: queue.queue.name, failed: queue.failed.name },
  });
}
