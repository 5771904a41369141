import * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PoolSettings } from "./pool-settings";
import { tableEncryption } from "../data-key";
import { tagsFor } from "../tags";

/**
 * One item an image: uploader, state and result, gone by its time to live. The key alone says everything that is ever asked; who may
 * read an item is the function's to compare.
 */
export function createResultsTable(name: string, settings: PoolSettings, parent: pulumi.Resource): aws.dynamodb.Table {
  return new aws.dynamodb.Table(
    name,
    {
      region: settings.region,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "imageId",
      attributes: [{ name: "imageId", type: "S" }],
      ttl: { attributeName: "expiresAt", enabled: true },
      ...tableEncryption(settings),
      pointInTimeRecovery: { enabled: settings.deletionProtection },
      deletionProtectionEnabled: settings.deletionProtection,
      tags: tagsFor(name),
    },
    { parent, protect: settings.deletionProtection },
  );
}
