import type { IncomingMessage } from "node:http";

/** What a form of ours sent. */
export interface Form {
  readonly fields: URLSearchParams;
  /** By the name of their field; empty ones were not chosen. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Pictures of 8 MB in all and the other fields. The API refuses by itself what is more than it takes, and says so better. */
const LARGEST_FORM_BYTES = 8.5 * 1024 * 1024;

/** Fields as browsers send them: URL-encoded, or in parts when there are files among them. @returns undefined when there is too much */
export async function formOf(request: IncomingMessage): Promise<Form | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_FORM_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_FORM_BYTES) return undefined;
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  const none = { fields: new URLSearchParams(), files: new Map<string, Buffer>() };
  if (!type.startsWith("multipart/form-data")) return { ...none, fields: new URLSearchParams(body.toString("utf8")) };
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it warns of bodies without a bound; this one has one and is held already
    return await partsOf(await new Response(body, { headers: { "content-type": type } }).formData());
  } catch {
    // A body that is not a form has no fields, and so no token of ours either.
    return none;
  }
}

async function partsOf(form: FormData): Promise<Form> {
  const fields = new URLSearchParams();
  const files = new Map<string, Buffer>();
  for (const [name, value] of form) {
    if (typeof value === "string") fields.append(name, value);
    else files.set(name, Buffer.from(await value.arrayBuffer()));
  }
  return { fields, files };
}
