package io.hookline.gateway.internal;

import io.hookline.gateway.hook.Response;
import io.undertow.util.StatusCodes;

/** The gateway's own responses: the status, its standard phrase and the call id, but no internal details. */
final class PlainAnswer {

    private PlainAnswer() {}

    /** The response to a failure or to a request that the gateway itself refuses. */
    static Response of(int status, String callId) {
        return Response.json(
                status,
                "{\"status\":" + status + ",\"reason\":\"" + StatusCodes.getReason(status) + "\",\"callId\":\""
                        + callId.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}\n");
    }
}
