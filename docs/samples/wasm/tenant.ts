import { REQUEST, RESPONSE, CONTINUE, header, setHeader, answer, configuration } from "./proxy";
export { proxy_on_memory_allocate, proxy_abi_version_0_2_1 } from "./proxy";

let tenants: string[] = [];

export function proxy_on_configure(context: i32, size: i32): i32 {
  tenants = configuration().split(",");
  return 1;
}

export function proxy_on_request_headers(context: i32, fields: i32, end: i32): i32 {
  const tenant = header(REQUEST, "x-tenant");
  if (tenant === null || !tenants.includes(tenant)) {
    answer(403, "no such tenant\n");
  }
  return CONTINUE;
}

export function proxy_on_response_headers(context: i32, fields: i32, end: i32): i32 {
  setHeader(RESPONSE, "x-policy", "tenant 1.0.0");
  return CONTINUE;
}
