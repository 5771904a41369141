/** What a Route 53 inbound resolver does for these tests: every question for an address is answered with the same private one. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

/** In the network that a company's protection against DNS rebinding takes for its own. */
export const ENDPOINT_ADDRESS = "10.64.0.50";

const HEADER_BYTES = 12;
const TYPE_A = 1;

export interface InboundResolver {
  readonly port: number;
  close(): void;
}

export async function inboundResolver(): Promise<InboundResolver> {
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => socket.send(answerTo(query), from.port, from.address));
  return { port: await boundPort(socket), close: () => socket.close() };
}

/** A port that a DNS server can be told to listen on. */
export async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  const port = await boundPort(socket);
  socket.close();
  return port;
}

async function boundPort(socket: Socket): Promise<number> {
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket.address().port;
}

/** RFC 1035, section 4: the question again, and one record of class IN that points back to its name. */
function answerTo(query: Buffer): Buffer {
  const nameEnd = query.indexOf(0, HEADER_BYTES) + 1;
  const question = query.subarray(HEADER_BYTES, nameEnd + 4);
  const isForAddress = query.readUInt16BE(nameEnd) === TYPE_A;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  // A response, authoritative, recursion desired and available.
  header.writeUInt16BE(0x8580, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isForAddress ? 1 : 0, 6);
  const address = Buffer.from(ENDPOINT_ADDRESS.split(".").map(Number));
  const record = Buffer.concat([Buffer.from("c00c00010001000000050004", "hex"), address]);
  return Buffer.concat([header, question, ...(isForAddress ? [record] : [])]);
}
