// What a policy in C needs of proxy-wasm 0.2.1 at Hookline: copy it beside your own file. It needs no C library:
//
//   clang --target=wasm32 -O2 -nostdlib -fno-builtin -Wl,--no-entry -o policy.raw.wasm policy.c
//
// Begin each callback with kit_begin(): what was read in callbacks before is then gone.
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("env"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

enum { REQUEST = 0, RESPONSE = 2, CONTINUE = 0, PAUSE = 1, RESPONSE_BODY = 1, CONFIGURATION = 7 };

// Bytes in memory; without bytes if there is nothing.
typedef struct {
  const char *bytes;
  int32_t size;
} text;

IMPORT(proxy_log) int32_t proxy_log(int32_t level, const char *bytes, int32_t size);
IMPORT(proxy_get_header_map_value)
int32_t proxy_get_header_map_value(int32_t map, const char *n, int32_t nl, const char **value, int32_t *size);
IMPORT(proxy_replace_header_map_value)
int32_t proxy_replace_header_map_value(int32_t map, const char *n, int32_t nl, const char *v, int32_t vl);
IMPORT(proxy_get_buffer_bytes)
int32_t proxy_get_buffer_bytes(int32_t buffer, int32_t start, int32_t most, const char **value, int32_t *size);
IMPORT(proxy_set_buffer_bytes)
int32_t proxy_set_buffer_bytes(int32_t buffer, int32_t start, int32_t size, const char *bytes, int32_t length);
IMPORT(proxy_send_local_response)
int32_t proxy_send_local_response(int32_t status, const char *details, int32_t dl, const char *body, int32_t bl,
                                  const char *headers, int32_t hl, int32_t grpc);

static char kit_room[64 * 1024];
static int32_t kit_used;

// Ends what was read before.
static void kit_begin(void) { kit_used = 0; }

// The host puts here what a callback reads. Without room it is told so, and the kit reads nothing.
EXPORT(proxy_on_memory_allocate) void *proxy_on_memory_allocate(int32_t size) {
  if (size < 0 || size > (int32_t)sizeof kit_room - kit_used) return 0;
  void *place = kit_room + kit_used;
  kit_used += (size + 7) & ~7;
  return place;
}

EXPORT(proxy_abi_version_0_2_1) void proxy_abi_version_0_2_1(void) {}

static text text_of(const char *literal) {
  text t = {literal, 0};
  while (literal[t.size]) t.size++;
  return t;
}

static int same(text one, text other) {
  if (one.size != other.size) return 0;
  for (int32_t i = 0; i < one.size; i++)
    if (one.bytes[i] != other.bytes[i]) return 0;
  return 1;
}

// A header field; without bytes if there is none. Names are in lower case.
static text header(int32_t map, const char *name) {
  text n = text_of(name), value = {0, 0};
  if (proxy_get_header_map_value(map, n.bytes, n.size, &value.bytes, &value.size) != 0) value.bytes = 0, value.size = 0;
  return value;
}

static void set_header(int32_t map, const char *name, const char *value) {
  text n = text_of(name), v = text_of(value);
  proxy_replace_header_map_value(map, n.bytes, n.size, v.bytes, v.size);
}

// A buffer: CONFIGURATION in proxy_on_configure, RESPONSE_BODY in proxy_on_response_body.
static text buffer(int32_t id) {
  text value = {0, 0};
  if (proxy_get_buffer_bytes(id, 0, INT32_MAX, &value.bytes, &value.size) != 0) value.bytes = 0, value.size = 0;
  return value;
}

// Answers instead of the upstream.
static void answer(int32_t status, const char *body) {
  text b = text_of(body);
  proxy_send_local_response(status, 0, 0, b.bytes, b.size, 0, 0, -1);
}
