import { call, answer } from "./values";
export { hookline_alloc, hookline_free } from "./values";

// {"point":"db.pre-save","method":"beforeSave","arguments":[{"title":"…","fields":{…}},{"callId":"…"}]}
export function hookline_call(address: usize, size: i32): i64 {
  const text = call(address, size);
  if (text.includes('"title":"secret')) {
    return answer('{"failure":"titles do not begin with secret"}');
  }
  return answer('{"result":null}');
}
