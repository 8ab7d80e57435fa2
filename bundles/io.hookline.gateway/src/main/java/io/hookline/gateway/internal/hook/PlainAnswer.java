package io.hookline.gateway.internal.hook;

import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.message.Statuses;

/** The gateway's own responses: the status, its standard phrase and the call id, but no internal details. */
public final class PlainAnswer {

    private PlainAnswer() {}

    /** The response to a failure or to a request that the gateway itself refuses. */
    public static Response of(int status, String callId) {
        return Response.json(
                status,
                "{\"status\":" + status + ",\"reason\":\"" + Statuses.reason(status) + "\",\"callId\":\""
                        + callId.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}\n");
    }
}
