package io.hookline.gateway.internal.call;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.hook.RequestHooks;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the hooks before the upstream decided. Asked on the thread of their stage, read afterwards. */
final class Decision {

    private static final Logger LOG = LoggerFactory.getLogger(Decision.class);

    @Nullable
    Response answer;

    @Nullable
    Failure failure;

    /** Calls the hooks. */
    void ask(RequestHooks hooks, ExchangeView view, CallServices services) {
        try {
            answer = hooks.before();
        } catch (RequiredHookMissingException e) {
            long seconds = Math.max(
                    1,
                    TimeUnit.MILLISECONDS.toSeconds(services.settings().hooks().requiredWaitMillis()));
            view.responseHeaders().set("Retry-After", Long.toString(seconds));
            failure = new Failure(503, String.valueOf(e.getMessage()), e);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn(
                    "call {}: a hook before the upstream failed", view.context().callId(), e);
            failure = new Failure(500, "a hook failed: " + e, e);
        }
    }
}
