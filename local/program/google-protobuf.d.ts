// The parts of google-protobuf that the Pulumi SDK's own declarations lean on; the package ships none.
declare module "google-protobuf" {
  export class Message {
    serializeBinary(): Uint8Array;
  }
  export class Map<K, V> {
    get(key: K): V | undefined;
    set(key: K, value: V): this;
    forEach(visit: (value: V, key: K) => void): void;
  }
  export interface BinaryReader {
    readonly reader: never;
  }
  export interface BinaryWriter {
    readonly writer: never;
  }
  export interface ExtensionFieldInfo<T> {
    readonly info: T;
  }
  export interface ExtensionFieldBinaryInfo<T> {
    readonly info: T;
  }
}

declare module "google-protobuf/google/protobuf/struct_pb" {
  import { Message } from "google-protobuf";
  export class Struct extends Message {
    static fromJavaScript(value: Record<string, unknown>): Struct;
    toJavaScript(): Record<string, unknown>;
  }
  export class Value extends Message {
    static fromJavaScript(value: unknown): Value;
  }
}

declare module "google-protobuf/google/protobuf/empty_pb" {
  import { Message } from "google-protobuf";
  export class Empty extends Message {}
}
