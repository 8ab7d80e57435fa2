#include "values.h"

// {"point":"db.pre-save","method":"beforeSave","arguments":[{"title":"…","fields":{…}},{"callId":"…"}]}
EXPORT(hookline_call) int64_t hookline_call(const char *call, int32_t size) {
  if (contains(call, size, "\"title\":\"secret")) return answer("{\"failure\":\"titles do not begin with secret\"}");
  return answer("{\"result\":null}");
}
