// What a policy in AssemblyScript needs of proxy-wasm 0.2.1 at Hookline: copy it beside your own file.

@external("env", "proxy_log")
declare function proxy_log(level: i32, text: usize, length: i32): i32;
@external("env", "proxy_get_header_map_value")
declare function proxy_get_header_map_value(map: i32, name: usize, length: i32, value: usize, size: usize): i32;
@external("env", "proxy_replace_header_map_value")
declare function proxy_replace_header_map_value(map: i32, n: usize, nl: i32, v: usize, vl: i32): i32;
@external("env", "proxy_remove_header_map_value")
declare function proxy_remove_header_map_value(map: i32, name: usize, length: i32): i32;
@external("env", "proxy_get_buffer_bytes")
declare function proxy_get_buffer_bytes(buffer: i32, start: i32, most: i32, value: usize, size: usize): i32;
@external("env", "proxy_set_buffer_bytes")
declare function proxy_set_buffer_bytes(buffer: i32, start: i32, size: i32, bytes: usize, length: i32): i32;
@external("env", "proxy_get_property")
declare function proxy_get_property(path: usize, length: i32, value: usize, size: usize): i32;
@external("env", "proxy_send_local_response")
declare function proxy_send_local_response(
  status: i32, details: usize, dl: i32, body: usize, bl: i32, headers: usize, hl: i32, grpc: i32): i32;

export const REQUEST = 0;
export const RESPONSE = 2;
export const CONTINUE = 0;
export const PAUSE = 1;

// Where the host writes an address and a size.
const place = memory.data(8);

function taken(): string {
  const address = load<usize>(place);
  const text = String.UTF8.decodeUnsafe(address, load<i32>(place + 4));
  if (address != 0) heap.free(address);
  return text;
}

/** A header field; null if there is none. Names are in lower case. */
export function header(map: i32, name: string): string | null {
  const n = String.UTF8.encode(name);
  return proxy_get_header_map_value(map, changetype<usize>(n), n.byteLength, place, place + 4) == 0 ? taken() : null;
}

/** Sets a header field. */
export function setHeader(map: i32, name: string, value: string): void {
  const n = String.UTF8.encode(name);
  const v = String.UTF8.encode(value);
  proxy_replace_header_map_value(map, changetype<usize>(n), n.byteLength, changetype<usize>(v), v.byteLength);
}

/** Removes a header field. */
export function removeHeader(map: i32, name: string): void {
  const n = String.UTF8.encode(name);
  proxy_remove_header_map_value(map, changetype<usize>(n), n.byteLength);
}

/** A property such as request.path; null if there is none. */
export function property(path: string): string | null {
  const p = String.UTF8.encode(path.replaceAll(".", "\0"));
  return proxy_get_property(changetype<usize>(p), p.byteLength, place, place + 4) == 0 ? taken() : null;
}

/** The configuration of the manifest; only in proxy_on_configure. */
export function configuration(): string {
  return proxy_get_buffer_bytes(7, 0, i32.MAX_VALUE, place, place + 4) == 0 ? taken() : "";
}

/** What the response's body has so far; only in proxy_on_response_body. PAUSE holds it back, CONTINUE lets it pass. */
export function body(): string {
  return proxy_get_buffer_bytes(1, 0, i32.MAX_VALUE, place, place + 4) == 0 ? taken() : "";
}

/** Replaces it. */
export function setBody(text: string): void {
  const t = String.UTF8.encode(text);
  proxy_set_buffer_bytes(1, 0, i32.MAX_VALUE, changetype<usize>(t), t.byteLength);
}

/** Answers instead of the upstream. */
export function answer(status: i32, body: string): void {
  const b = String.UTF8.encode(body);
  proxy_send_local_response(status, 0, 0, changetype<usize>(b), b.byteLength, 0, 0, -1);
}

/** Writes a line to the log: 1 debug, 2 info, 3 warning, 4 error. */
export function log(level: i32, text: string): void {
  const t = String.UTF8.encode(text);
  proxy_log(level, changetype<usize>(t), t.byteLength);
}

export function proxy_on_memory_allocate(size: i32): usize {
  return heap.alloc(size);
}

export function proxy_abi_version_0_2_1(): void {}
