// What a hook in C needs to answer calls of any contract of plain types: copy it beside your own file. It needs no C
// library:
//
//   clang --target=wasm32 -O2 -nostdlib -fno-builtin -Wl,--no-entry -o hook.raw.wasm hook.c
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))

static char kit_room[64 * 1024];

// Bytes for the host to write a call to; a call that is larger fails.
EXPORT(hookline_alloc) void *hookline_alloc(int32_t size) {
  return size < 0 || size > (int32_t)sizeof kit_room ? 0 : kit_room;
}

// Whether a call contains a text.
static int contains(const char *call, int32_t size, const char *part) {
  for (int32_t from = 0; from < size; from++) {
    int32_t i = 0;
    while (part[i] && from + i < size && call[from + i] == part[i]) i++;
    if (!part[i]) return 1;
  }
  return 0;
}

// Packs an answer, in JSON, for the host.
static int64_t answer(const char *json) {
  int32_t size = 0;
  while (json[size]) size++;
  return (int64_t)(uintptr_t)json << 32 | size;
}
