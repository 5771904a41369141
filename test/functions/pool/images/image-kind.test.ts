import { imageKind } from "../../../../functions/pool/images/accepted-images";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const box = (brands: string) => latin1(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp${brands}`);

test.each([
  ["jpeg", latin1("\xff\xd8\xff\xe0")],
  ["jpeg", latin1("\xff\xd8\xff\xdb<html>")],
  ["png", latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
  ["bmp", latin1("BM\0\0\0\0")],
  ["gif", latin1("GIF87a")],
  ["gif", latin1("GIF89a")],
  ["webp", latin1("RIFF\x10\0\0\0WEBPVP8 ")],
  ["tiff", latin1("II*\0\b\0\0\0")],
  ["tiff", latin1("MM\0*\0\0\0\b")],
  ["tiff", latin1("II+\0\b\0\0\0")],
  ["heif", box("avif\0\0\0\0avifmif1miaf")],
  ["heif", box("mif1\0\0\0\0mif1avif")],
  ["heif", box("avis\0\0\0\0avifavismsf1iso8mif1miafMA1A")],
  ["heif", box("miaf\0\0\0\0")],
  ["heif", box("isom\0\0\0\0mif1")],
  ["heif", box("heic\0\0\0\0mif1heic")],
  ["heif", box("mif1\0\0\0\0heic")],
  ["heif", box("hevc\0\0\0\0msf1")],
  ["raw", box("crx \0\0\0\x01crx isom")],
  ["raw", latin1("II\x1a\0\0\0HEAPCCDR")],
  ["raw", latin1("IIRO\b\0\0\0")],
  ["raw", latin1("IIRS\b\0\0\0")],
  ["raw", latin1("MMOR\0\0\0\b")],
  ["raw", latin1("IIU\0\b\0\0\0")],
  ["raw", latin1("FUJIFILMCCD-RAW 0201")],
  ["raw", latin1("FOVb\x01\0\x03\0")],
  ["raw", latin1("\0MRM\0\0\0\0")],
  ["svg", latin1('<svg xmlns="http://www.w3.org/2000/svg">')],
  ["svg", latin1('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg>')],
  ["svg", latin1('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><x/>')],
  ["pdf", latin1("%PDF-1.7")],
  ["other", latin1("")],
  ["other", latin1("\xff\xd8")],
  ["other", latin1("PK\x03\x04")],
  ["other", latin1("<!doctype html><html>")],
  ["other", latin1('<?xml version="1.0"?><rss>')],
  ["other", latin1("RIFF\x10\0\0\0WAVEfmt ")],
  ["other", box("isom\0\0\0\0mp42")],
  ["other", box("isom\0mif1mp42")],
  ["other", latin1("MM\0\x2c")],
  ["other", latin1("RIFF\x10\0\0\0 WEBP")],
  ["other", latin1("\0\0\0\fjP  \r\n\x87\n")],
  ["other", latin1("\xff\x0a")],
  ["other", latin1("/9j/4AAQSkZJRgABAQ")],
  ["other", latin1("iVBORw0KGgo")],
])("is %s: %j", (kind, bytes) => {
  expect(imageKind(bytes)).toBe(kind);
});

/** With a list of brands of so many bytes in its first box, the last of them AVIF's. */
const brandsOf = (length: number) => {
  const head = `\0\0${String.fromCharCode(length >> 8, length & 255)}ftypisom\0\0\0\0`;
  return latin1(`${head.padEnd(length - 4, "isom")}avif`);
};

test.each([
  ["in a box of 256 bytes", brandsOf(256), "heif"],
  ["behind 256 bytes", brandsOf(260), "other"],
  ["half outside its box", latin1("\0\0\0\x13ftypisom\0\0\0\0avif"), "other"],
  ["behind its box", latin1("\0\0\0\x10ftypisom\0\0\0\0avif"), "other"],
  ["in place of the version", latin1("\0\0\0\x14ftypisomavifisom"), "other"],
])("a brand %s", (_, bytes, kind) => {
  expect(imageKind(bytes)).toBe(kind);
});

test.each([
  [1024, "svg"],
  [1025, "other"],
])("an SVG's element that ends after %d bytes", (end, kind) => {
  expect(imageKind(latin1(`${"<?xml version='1.0'?>".padEnd(end - 5)}<svg>`))).toBe(kind);
});

test("reads a view into a larger buffer from where the view begins", () => {
  const behind = Buffer.concat([latin1("GIF89a"), latin1("%PDF-1.7")]);
  expect(imageKind(new Uint8Array(behind.buffer, behind.byteOffset + 6, 8))).toBe("pdf");
});
