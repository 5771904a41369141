import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  paginateScan,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  isReservation,
  itemKey,
  personRowOf,
  type Reservation,
  reservationKey,
  reservationOf,
} from "../../../functions/people/people-item";
import { type PersonRow, PersonRowInvalid } from "../../../functions/people/people-row";
import { operatorCall } from "../../operator/aws-call";
import type { ClientSettings } from "../../operator/target";
import { PERMISSIONS_COMMAND } from "../permissions-command";
import type { Writes } from "./change";

/** Everything in the table. */
export interface Everything {
  readonly rows: ReadonlyMap<string, PersonRow>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  /** Rows that cannot be used, by caller id, with every fault. */
  readonly invalid: ReadonlyMap<string, readonly string[]>;
}

/** What one person's items say. */
export type Found = { readonly row: PersonRow | undefined } | { readonly faults: readonly string[] };

/** The mapping table, as operators read and write it. Every read is a consistent one: what is decided by it gets written. */
export class PeopleTable {
  private readonly client: DynamoDBClient;

  constructor(
    readonly name: string,
    settings: ClientSettings,
  ) {
    // The SDK's retries wait longer each time, with jitter: a throttled table makes an import slower, not wrong.
    this.client = new DynamoDBClient({ ...settings, maxAttempts: 8 });
  }

  /** @param onProgress told how many items were read */
  async everything(onProgress: (read: number) => void = () => undefined): Promise<Everything> {
    const rows = new Map<string, PersonRow>();
    const reservations = new Map<string, Reservation>();
    const invalid = new Map<string, readonly string[]>();
    const pages = paginateScan({ client: this.client }, { TableName: this.name, ConsistentRead: true });
    await this.call("Scan", async () => {
      for await (const { Items = [] } of pages) {
        for (const item of Items) sort(item, { rows, reservations, invalid });
        onProgress(rows.size + reservations.size + invalid.size);
      }
    });
    return { rows, reservations, invalid };
  }

  async person(callerId: string): Promise<Found> {
    const item = await this.item(callerId);
    try {
      return { row: item && personRowOf(item) };
    } catch (error) {
      if (error instanceof PersonRowInvalid) return { faults: error.faults };
      throw error;
    }
  }

  async reservation(profile: string): Promise<Reservation | undefined> {
    const item = await this.item(reservationKey(profile));
    return item && reservationOf(item);
  }

  /** @returns false when something has been written meanwhile by others, and so nothing was written */
  async write({ items }: Pick<Writes, "items">): Promise<boolean> {
    try {
      const TransactItems = [...items];
      await this.call("PutItem and dynamodb:DeleteItem", () =>
        this.client.send(new TransactWriteItemsCommand({ TransactItems })),
      );
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map(({ Code = "" }) => Code).filter((code) => code !== "None");
      if (reasons.every((code) => MEANWHILE.includes(code))) return false;
      throw error;
    }
  }

  /** Deletes an item whatever stands in it. */
  async delete(key: string): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.name, Key: itemKey(key) });
    await this.call("DeleteItem", () => this.client.send(command));
  }

  private async item(key: string): Promise<Record<string, AttributeValue> | undefined> {
    const command = new GetItemCommand({ TableName: this.name, Key: itemKey(key), ConsistentRead: true });
    return (await this.call("GetItem", () => this.client.send(command))).Item;
  }

  private call<Result>(operation: string, send: () => Promise<Result>): Promise<Result> {
    return operatorCall(`dynamodb:${operation}`, PERMISSIONS_COMMAND, send);
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MEANWHILE = ["ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

interface Sorted {
  readonly rows: Map<string, PersonRow>;
  readonly reservations: Map<string, Reservation>;
  readonly invalid: Map<string, readonly string[]>;
}

function sort(item: Record<string, AttributeValue>, { rows, reservations, invalid }: Sorted): void {
  if (isReservation(item)) {
    const reservation = reservationOf(item);
    reservations.set(reservation.profile, reservation);
    return;
  }
  try {
    const row = personRowOf(item);
    rows.set(row.callerId, row);
  } catch (error) {
    if (!(error instanceof PersonRowInvalid)) throw error;
    invalid.set(item["callerId"]?.S ?? "", error.faults);
  }
}
