#include "proxy.h"

static char tenants[1024];
static int32_t tenants_size;

EXPORT(proxy_on_configure) int32_t proxy_on_configure(int32_t context, int32_t size) {
  kit_begin();
  text configured = buffer(CONFIGURATION);
  if (configured.size > (int32_t)sizeof tenants) return 0;
  for (int32_t i = 0; i < configured.size; i++) tenants[i] = configured.bytes[i];
  tenants_size = configured.size;
  return 1;
}

static int is_known(text tenant) {
  for (int32_t begin = 0; begin <= tenants_size;) {
    int32_t end = begin;
    while (end < tenants_size && tenants[end] != ',') end++;
    text one = {tenants + begin, end - begin};
    if (same(one, tenant)) return 1;
    begin = end + 1;
  }
  return 0;
}

EXPORT(proxy_on_request_headers) int32_t proxy_on_request_headers(int32_t context, int32_t fields, int32_t end) {
  kit_begin();
  text tenant = header(REQUEST, "x-tenant");
  if (tenant.size == 0 || !is_known(tenant)) answer(403, "no such tenant\n");
  return CONTINUE;
}

EXPORT(proxy_on_response_headers) int32_t proxy_on_response_headers(int32_t context, int32_t fields, int32_t end) {
  kit_begin();
  set_header(RESPONSE, "x-policy", "tenant 1.0.0");
  return CONTINUE;
}
