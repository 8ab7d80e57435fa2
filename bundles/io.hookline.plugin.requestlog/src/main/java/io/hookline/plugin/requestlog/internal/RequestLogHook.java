package io.hookline.plugin.requestlog.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each request when the head of its response is ready, to the logger {@code io.hookline.requests}:
 * method, path, status, milliseconds until then, call id and client. Runs last, to see the final
 * status.
 */
@Plugin(
        id = "requestlog",
        version = "1.0.0",
        tags = {"http", "log"})
@Component(name = "io.hookline.plugin.requestlog")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(-1000)
public final class RequestLogHook implements PostProcessHook {

    private static final Logger REQUESTS = LoggerFactory.getLogger("io.hookline.requests");

    @Override
    public void onResponse(Exchange exchange) {
        if (REQUESTS.isInfoEnabled()) {
            REQUESTS.info(RequestLine.of(exchange));
        }
    }
}
