import {
  CompareFacesCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  DetectProtectiveEquipmentCommand,
  DetectTextCommand,
  RecognizeCelebritiesCommand,
  type RekognitionClient,
} from "@aws-sdk/client-rekognition";
import sharp from "sharp";
import { normalImage } from "../../../../functions/pool/images/normal-image";
import { MEANS } from "../../../functions/pool/images/pictures";
import { makeJpeg } from "../../../../local/pictures";
import { jpegOf } from "../../../functions/pool/test-images";
import { type PoolCloud, startPoolCloud } from "../fixture/pool-cloud";
import { rekognition, thrown } from "../fixture/pool-clients";

const FACE = { x: 0.25, y: 0.5, radius: 0.15 };
const SIZE = { width: 320, height: 160 };

let cloud: PoolCloud;
let client: RekognitionClient;
let one: Buffer;
let other: Buffer;

beforeAll(async () => {
  cloud = await startPoolCloud("dev");
  client = rekognition(cloud, await cloud.keysOf("rekognition"));
  one = await makeJpeg({ ...SIZE, patches: [FACE] });
  other = await makeJpeg({ ...SIZE, patches: [FACE, { x: 0.7, y: 0.3, radius: 0.1 }] });
});
afterAll(() => cloud.close());

const faces = async (Bytes: Buffer) => (await client.send(new DetectFacesCommand({ Image: { Bytes } }))).FaceDetails;

describe("each operation answers in AWS's shape, the same for the same picture", () => {
  const operations: Record<string, (Bytes: Buffer) => Promise<object>> = {
    FaceMatches: (Bytes) =>
      client.send(new CompareFacesCommand({ SourceImage: { Bytes: one }, TargetImage: { Bytes } })),
    FaceDetails: (Bytes) => client.send(new DetectFacesCommand({ Image: { Bytes }, Attributes: ["ALL"] })),
    Labels: (Bytes) => client.send(new DetectLabelsCommand({ Image: { Bytes } })),
    ModerationLabels: (Bytes) => client.send(new DetectModerationLabelsCommand({ Image: { Bytes } })),
    Persons: (Bytes) => client.send(new DetectProtectiveEquipmentCommand({ Image: { Bytes } })),
    TextDetections: (Bytes) => client.send(new DetectTextCommand({ Image: { Bytes } })),
    CelebrityFaces: (Bytes) => client.send(new RecognizeCelebritiesCommand({ Image: { Bytes } })),
  };

  test.each(Object.entries(operations))("%s", async (member, ask) => {
    const { $metadata, ...first } = (await ask(one)) as Record<string, unknown>;
    const { $metadata: again, ...second } = (await ask(one)) as Record<string, unknown>;
    expect([$metadata, again]).toHaveLength(2);
    expect(Array.isArray(first[member])).toBe(true);
    expect(second).toEqual(first);
  });

  test("another picture has another answer: a face for each bright patch", async () => {
    expect(await faces(one)).toHaveLength(1);
    expect(await faces(other)).toHaveLength(2);
  });

  test("asked-for attributes come with every face, and no others", async () => {
    const { FaceDetails } = await client.send(
      new DetectFacesCommand({ Image: { Bytes: one }, Attributes: ["AGE_RANGE"] }),
    );
    expect(Object.keys(FaceDetails?.[0] ?? {}).sort()).toEqual(
      ["AgeRange", "BoundingBox", "Confidence", "Landmarks", "Pose", "Quality"].sort(),
    );
  });

  test("the same picture is the same person, with a similarity of a hundred", async () => {
    const images = { SourceImage: { Bytes: one }, TargetImage: { Bytes: one } };
    const { FaceMatches } = await client.send(new CompareFacesCommand(images));
    expect(FaceMatches?.map(({ Similarity }) => Similarity)).toEqual([100]);
  });

  test.each(["SourceImage", "TargetImage"])(
    "a comparison whose %s has no face is refused, as AWS's page has it",
    async (member) => {
      const noFace = await sharp({ create: { width: 200, height: 200, channels: 3, background: "#777" } })
        .jpeg()
        .toBuffer();
      const images = { SourceImage: { Bytes: one }, TargetImage: { Bytes: one }, [member]: { Bytes: noFace } };
      expect((await thrown(client.send(new CompareFacesCommand(images)))).name).toBe("InvalidParameterException");
    },
  );

  test("labels keep to MaxLabels and MinConfidence, and to the features asked for", async () => {
    const ask = async (input: object) => client.send(new DetectLabelsCommand({ Image: { Bytes: one }, ...input }));
    expect((await ask({ MaxLabels: 1 })).Labels).toHaveLength(1);
    expect((await ask({ MinConfidence: 100 })).Labels).toHaveLength(0);
    const properties = await ask({ Features: ["IMAGE_PROPERTIES"] });
    expect([properties.Labels, properties.ImageProperties?.DominantColors?.length]).toEqual([undefined, 4]);
  });
});

describe("boxes are in the upright frame", () => {
  /** How a camera that is held so stores the upright picture. */
  async function storedAs(orientation: number): Promise<Buffer> {
    const turns: Record<number, (picture: sharp.Sharp) => sharp.Sharp> = {
      1: (picture) => picture,
      2: (picture) => picture.flop(),
      3: (picture) => picture.rotate(180),
      4: (picture) => picture.flip(),
      5: (picture) => picture.rotate(270).flop(),
      6: (picture) => picture.rotate(270),
      7: (picture) => picture.rotate(90).flop(),
      8: (picture) => picture.rotate(90),
    };
    const turned = turns[orientation]?.(sharp(one)) ?? sharp(one);
    const pixels = await turned.png().toBuffer();
    return sharp(pixels).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("of a JPEG with Exif orientation %i", async (orientation) => {
    const [expected] = (await faces(one)) ?? [];
    const [face] = (await faces(await storedAs(orientation))) ?? [];
    for (const side of ["Left", "Top", "Width", "Height"] as const)
      expect(Math.abs((face?.BoundingBox?.[side] ?? 9) - (expected?.BoundingBox?.[side] ?? -9))).toBeLessThan(0.07);
    expect(face?.BoundingBox?.Left).toBeLessThan(0.2);
  });

  test("of a JPEG on its side that was over the limit, as of the same picture stored upright", async () => {
    const [expected] = (await faces(one)) ?? [];
    const sideways = await storedAs(6);
    const fitted = await normalImage(sideways, { minSide: 80, maxBytes: sideways.length - 1 }, MEANS);
    const [face] = (await faces(Buffer.from(fitted.bytes))) ?? [];
    expect([fitted.how, fitted.width, fitted.height]).toEqual(["reencoded", SIZE.width, SIZE.height]);
    for (const side of ["Left", "Top", "Width", "Height"] as const)
      expect(Math.abs((face?.BoundingBox?.[side] ?? 9) - (expected?.BoundingBox?.[side] ?? -9))).toBeLessThan(0.07);
  });

  test("but a PNG is taken as it is stored", async () => {
    const sideways = await sharp(await sharp(one).rotate(90).png().toBuffer())
      .withMetadata({ orientation: 8 })
      .png()
      .toBuffer();
    const [face] = (await faces(sideways)) ?? [];
    // On its side, what was left of the middle is above it.
    expect(face?.BoundingBox?.Top).toBeLessThan(0.2);
    expect(face?.BoundingBox?.Left).toBeGreaterThan(0.25);
  });
});

describe("limits", () => {
  const labels = (Bytes: Uint8Array) => thrown(client.send(new DetectLabelsCommand({ Image: { Bytes } })));
  const equipment = (Bytes: Uint8Array) =>
    thrown(client.send(new DetectProtectiveEquipmentCommand({ Image: { Bytes } })));
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#345" } })
      .jpeg()
      .toBuffer();
  const MIB = 1024 * 1024;

  test.each<[string, () => Promise<{ name: string; message: string }>, string]>([
    ["5,242,880 bytes", async () => labels(await jpegOf(5 * MIB)), "no error"],
    ["one byte more", async () => labels(await jpegOf(5 * MIB + 1)), "ValidationException"],
    ["no bytes", () => labels(new Uint8Array()), "ValidationException"],
    ["4 MiB of protective equipment", async () => equipment(await jpegOf(4 * MIB)), "no error"],
    ["one byte more of it", async () => equipment(await jpegOf(4 * MIB + 1)), "ImageTooLargeException"],
    ["80 pixels", async () => labels(await flat(80, 80)), "no error"],
    ["79 pixels", async () => labels(await flat(79, 200)), "InvalidParameterException"],
    ["64 pixels of protective equipment", async () => equipment(await flat(64, 64)), "no error"],
    ["63 pixels of it", async () => equipment(await flat(64, 63)), "InvalidParameterException"],
    ["10,000 pixels", async () => labels(await flat(10_000, 80)), "no error"],
    ["10,001 pixels", async () => labels(await flat(10_001, 80)), "ImageTooLargeException"],
    ["4097 pixels of protective equipment", async () => equipment(await flat(4097, 80)), "ImageTooLargeException"],
    ["a WebP", async () => labels(await sharp(one).webp().toBuffer()), "InvalidImageFormatException"],
    ["half a JPEG", () => labels(one.subarray(0, one.length / 2)), "InvalidImageFormatException"],
    ["a page of HTML", () => labels(Buffer.from("<!doctype html><p>Not a picture")), "InvalidImageFormatException"],
  ])("%s", async (_, ask, name) => expect((await ask()).name).toBe(name));

  test("a picture with too long a side is told its sides", async () => {
    const { message } = await labels(await flat(10_001, 80));
    expect(message).toBe("Input image dimensions 10001 x 80 exceed maximum dimension size of 10000 pixels");
  });

  test("an image that is neither bytes nor an object, or both, is not a parameter", async () => {
    for (const Image of [{}, { Bytes: one, S3Object: { Bucket: "images", Name: "a.jpg" } }])
      expect((await thrown(client.send(new DetectFacesCommand({ Image })))).name).toBe("InvalidParameterException");
  });
});
