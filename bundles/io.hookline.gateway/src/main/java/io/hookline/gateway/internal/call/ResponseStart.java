package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.message.Statuses;

/** How an upstream's response begins for the client, after hooks may have changed it. */
final class ResponseStart {

    private ResponseStart() {}

    static void send(ClientSide client, ExchangeView view, ResponseHead arrived) {
        int status = view.status();
        Fields fields = view.responseHeaders().fields();
        Framing framing = arrived.framing();
        String reason = arrived.reason();
        if (status != arrived.status()) {
            reason = Statuses.reason(status);
            if (ResponseHead.isBodyless(arrived.status())) {
                fields.remove("Content-Length");
                framing = Framing.ofLength(0);
            }
        }
        client.head(status, reason, fields, framing);
    }
}
