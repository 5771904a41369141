import * as fs from "node:fs";
import * as path from "node:path";
import { MAX_IMAGE_BYTES } from "../../../functions/pool/request/read-request";
import { UserError } from "../../user-error";
import { type Pair, picturesOf } from "./pair";

/** Where the pictures are. */
export interface Images {
  /** For people: a folder or an s3 address. */
  readonly place: string;
  /** What a request holds for a picture. */
  valueOf(picture: string): Promise<Readonly<Record<string, unknown>>>;
  /** One sentence for each picture or pair that cannot be sent. */
  faultsOf(pairs: readonly Pair[]): readonly string[];
  /** Changes when a picture does, as far as that can be seen from here. */
  stateOf(picture: string): string;
}

const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** @throws UserError for a place that is neither */
export function imagesAt(place: string): Images {
  const [, bucket, prefix = ""] = S3.exec(place) ?? [];
  if (bucket !== undefined) return inBucket(place, bucket, prefix);
  if (place.includes("://"))
    throw new UserError(`--images is "${place}": allowed are a folder, and s3://<bucket>/<prefix>.`);
  if (!fs.existsSync(place) || !fs.statSync(place).isDirectory())
    throw new UserError(`--images is "${place}": there is no such folder.`);
  return inFolder(place);
}

/** Rekognition or the pool's function reads them where they lie: in the stack's images bucket, where the caller may name them. */
function inBucket(place: string, bucket: string, prefix: string): Images {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return {
    place,
    valueOf: (picture) => Promise.resolve({ S3Object: { Bucket: bucket, Name: `${folder}${picture}` } }),
    faultsOf: () => [],
    stateOf: () => "",
  };
}

function inFolder(folder: string): Images {
  const file = (picture: string) => path.join(folder, picture);
  const sizes = new Map<string, number | undefined>();
  const sizeOf = (picture: string): number | undefined => {
    if (!sizes.has(picture)) sizes.set(picture, bytesIn(file(picture)));
    return sizes.get(picture);
  };
  return {
    place: folder,
    valueOf: async (picture) => ({ Bytes: (await fs.promises.readFile(file(picture))).toString("base64") }),
    faultsOf: (pairs) => [
      ...picturesOf(pairs).flatMap((picture) => {
        const size = sizeOf(picture);
        if (size === undefined) return `"${picture}" is not in ${folder}.`;
        return size === 0 ? `"${picture}" is an empty file.` : [];
      }),
      ...pairs.flatMap(({ source, target }) => {
        const size = (sizeOf(source) ?? 0) + (sizeOf(target) ?? 0);
        if (size <= MAX_IMAGE_BYTES) return [];
        return `"${source}" and "${target}" have ${size} bytes together: a request may hold ${MAX_IMAGE_BYTES}. Put them into the images bucket, and give --images s3://<bucket>/<prefix>.`;
      }),
    ],
    stateOf: (picture) => {
      const { size, mtimeMs } = fs.statSync(file(picture));
      return `${size} ${Math.round(mtimeMs)}`;
    },
  };
}

function bytesIn(file: string): number | undefined {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}
