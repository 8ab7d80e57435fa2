package io.hookline.plugin.requestlog.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each request when it has ended, to the logger {@code io.hookline.requests}: method, path, status,
 * milliseconds, call id, client, address, bytes both ways, how it ended, and route and target unless it is the default
 * route. Requests that were refused as malformed, and those whose client has left, have a line, too. The line is
 * written on a thread of its own, so that no request waits for a file or a console.
 */
@Plugin(
        id = "requestlog",
        version = "1.1.0",
        tags = {"http", "log"})
@Component(name = "io.hookline.plugin.requestlog")
@HookAt(CompletedHook.POINT)
@ServiceRanking(-1000)
@NonBlocking
public final class RequestLogHook implements CompletedHook {

    private static final Logger REQUESTS = LoggerFactory.getLogger("io.hookline.requests");

    private static final Logger LOG = LoggerFactory.getLogger(RequestLogHook.class);
    private static final int LINES_WAITING = 10_000;
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

    private final LineWriter writer = new LineWriter(REQUESTS::info, LOG::warn, LINES_WAITING, FLUSH_TIMEOUT);

    /** Starts the thread that writes. */
    @Activate
    public RequestLogHook() {}

    @Override
    public void onCompleted(Exchange exchange, Completion completion) {
        if (REQUESTS.isInfoEnabled()) {
            writer.write(RequestLine.of(exchange, completion));
        }
    }

    /** Writes the lines that wait, for five seconds at most. */
    @Deactivate
    void deactivate() {
        writer.close();
    }
}
