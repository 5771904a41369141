import * as aws from "../aws";
import type { Settings } from "../config";
import { tableEncryption } from "../data-key";
import { tagsFor } from "../tags";

/**
 * Whose Studio profiles are whose: one item a person, by the caller's id, and one a profile, which says who holds it
 * (functions/people/people-item.ts). The program writes none of them: `npm run mapping` does, and the functions read.
 */
export function createMappingTable(name: string, settings: Settings): aws.dynamodb.Table {
  return new aws.dynamodb.Table(
    name,
    {
      region: settings.region,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "callerId",
      attributes: [{ name: "callerId", type: "S" }],
      ...tableEncryption(settings),
      pointInTimeRecovery: { enabled: settings.deletionProtection },
      deletionProtectionEnabled: settings.deletionProtection,
      tags: tagsFor(name),
    },
    { protect: settings.deletionProtection },
  );
}
