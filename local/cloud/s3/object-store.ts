import { createHash, randomBytes } from "node:crypto";

/** One version of an object. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** Absent while the bucket keeps no versions. */
  readonly versionId?: string;
  readonly bytes: Buffer;
  /** MD5 in hexadecimal, without the quotes that headers put around it. */
  readonly eTag: string;
  readonly contentType: string;
  /** Names in small letters, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly modifiedAt: Date;
  /** Grows with every event of a key. */
  readonly sequencer: string;
}

export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** More than a day of laptop work; the oldest objects go first. */
const KEPT_BYTES = 512 * 1024 * 1024;

/** Every object of every bucket, in memory: a laptop that ends keeps none. */
export class ObjectStore {
  /** Versions by bucket and key, the newest last. */
  private readonly objects = new Map<string, StoredObject[]>();
  private size = 0;
  private events = 0n;

  put(object: NewObject, keepsVersions: boolean, now: Date): StoredObject {
    this.events += 1n;
    const stored: StoredObject = {
      ...object,
      ...(keepsVersions && { versionId: randomBytes(24).toString("base64url") }),
      eTag: createHash("md5").update(object.bytes).digest("hex"),
      modifiedAt: now,
      sequencer: ((BigInt(now.getTime()) << 24n) + this.events).toString(16).toUpperCase().padStart(16, "0"),
    };
    const id = idOf(object.bucket, object.key);
    const before = this.objects.get(id) ?? [];
    if (!keepsVersions) this.size -= sizeOf(before);
    this.objects.delete(id);
    this.objects.set(id, keepsVersions ? [...before, stored] : [stored]);
    this.size += object.bytes.length;
    this.forgetOldest();
    return stored;
  }

  /** The newest version unless one is named. */
  find(bucket: string, key: string, versionId?: string): StoredObject | undefined {
    const versions = this.objects.get(idOf(bucket, key)) ?? [];
    return versionId === undefined ? versions.at(-1) : versions.find((version) => version.versionId === versionId);
  }

  private forgetOldest(): void {
    for (const [id, versions] of this.objects) {
      if (this.size <= KEPT_BYTES) return;
      this.objects.delete(id);
      this.size -= sizeOf(versions);
    }
  }
}

function idOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function sizeOf(versions: readonly StoredObject[]): number {
  return versions.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
