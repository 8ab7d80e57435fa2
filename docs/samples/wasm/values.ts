// What a hook in AssemblyScript needs to answer calls of any contract of plain types: copy it beside your own file, and
// give it your function, which takes the call as JSON and returns the answer as JSON.

/** Bytes for the host to write to. */
export function hookline_alloc(size: i32): usize {
  return heap.alloc(size);
}

/** Gives the answer's bytes back. */
export function hookline_free(address: usize, size: i32): void {
  heap.free(address);
}

/** Reads a call, which the host has written. */
export function call(address: usize, size: i32): string {
  const text = String.UTF8.decodeUnsafe(address, size);
  heap.free(address);
  return text;
}

/** Packs an answer for the host. */
export function answer(json: string): i64 {
  const size = String.UTF8.byteLength(json);
  const address = heap.alloc(size);
  String.UTF8.encodeUnsafe(changetype<usize>(json), json.length, address);
  return ((address as i64) << 32) | (size as i64);
}
