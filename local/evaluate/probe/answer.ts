import { OPERATIONS } from "../../../functions/pool/operations";
import type { AcquisitionFailure } from "../statistics/attempt";
import { type FaceQuality, isOfPicture, type Result, type Subject } from "./result";

/** An answer of the API, as far as it counts here. */
export interface ApiAnswer {
  readonly status: number;
  readonly region: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is to be done about an answer. */
export type Reading =
  | { readonly kind: "result"; readonly result: Result }
  /** The quota is used up: the same call after so many milliseconds. */
  | { readonly kind: "wait"; readonly milliseconds: number }
  /** It may work another time; the sentence says what was answered. */
  | { readonly kind: "again"; readonly why: string }
  /** The access token is no longer believed. */
  | { readonly kind: "sign-in" }
  /** No call will work; the sentence is for the person at the keyboard. */
  | { readonly kind: "stop"; readonly why: string }
  /** This one will not work, and others may. */
  | { readonly kind: "leave"; readonly why: string };

interface FieldFault {
  readonly field?: unknown;
  readonly fault?: unknown;
}

/** Pure. */
export function readAnswer(subject: Subject, answer: ApiAnswer): Reading {
  const { status, body, region, retryAfter } = answer;
  const said = `${status} ${textOf(body["code"])}: ${textOf(body["detail"])}`;
  if (status === 200) return resultOf(subject, body, region);
  if (status === 429) return { kind: "wait", milliseconds: 1000 * (retryAfter ?? 1) };
  if (status === 401) return { kind: "sign-in" };
  if (status >= 500) return { kind: "again", why: said };
  if (status === 413 || status === 415) return failed(subject, "unusable-image", region);
  if (status !== 400) return { kind: "stop", why: said };
  const faults = Array.isArray(body["errors"]) ? (body["errors"] as FieldFault[]) : [];
  if (faults.some(({ fault }) => fault === OPERATIONS.CompareFaces.invalidImages?.fault))
    return failed(subject, "no-face", region);
  const fields = faults.map(({ field }) => textOf(field));
  if (fields.some((field) => field.endsWith(".S3Object"))) return { kind: "leave", why: said };
  if (fields.some((field) => /^(Source|Target)?Image\b/.test(field))) return failed(subject, "unusable-image", region);
  return { kind: "stop", why: said };
}

function resultOf(subject: Subject, body: Readonly<Record<string, unknown>>, region: string | undefined): Reading {
  const from = region === undefined ? {} : { region };
  if (!isOfPicture(subject)) {
    if (!Array.isArray(body["FaceMatches"])) return { kind: "again", why: "200 without FaceMatches" };
    const matches = body["FaceMatches"] as { readonly Similarity?: number }[];
    const similarity = Math.max(0, ...matches.map(({ Similarity = 0 }) => Similarity));
    return { kind: "result", result: { source: subject.source, target: subject.target, similarity, ...from } };
  }
  if (!Array.isArray(body["FaceDetails"])) return { kind: "again", why: "200 without FaceDetails" };
  const faces = body["FaceDetails"] as Face[];
  const [face] = faces;
  const result = { picture: subject.picture, faces: faces.length, ...from };
  if (face === undefined) return { kind: "result", result: { ...result, failure: "no-face" } };
  if (faces.length > 1) return { kind: "result", result: { ...result, failure: "several-faces" } };
  return { kind: "result", result: { ...result, quality: qualityOf(face) } };
}

interface Face {
  readonly Pose?: { readonly Yaw?: number; readonly Pitch?: number; readonly Roll?: number };
  readonly Quality?: { readonly Brightness?: number; readonly Sharpness?: number };
}

function qualityOf({ Pose = {}, Quality = {} }: Face): FaceQuality {
  const { Yaw: yaw = 0, Pitch: pitch = 0, Roll: roll = 0 } = Pose;
  const { Brightness: brightness = 0, Sharpness: sharpness = 0 } = Quality;
  return { yaw, pitch, roll, brightness, sharpness };
}

function failed(subject: Subject, failure: AcquisitionFailure, region: string | undefined): Reading {
  return { kind: "result", result: { ...subject, failure, ...(region !== undefined && { region }) } };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
