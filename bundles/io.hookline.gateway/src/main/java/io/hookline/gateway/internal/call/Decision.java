package io.hookline.gateway.internal.call;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.hook.RequestHooks;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the hooks before the upstream decide. Asked on the thread that they run on, read after that. */
final class Decision {

    private static final Logger LOG = LoggerFactory.getLogger(Decision.class);

    private @Nullable Response answer;
    private @Nullable Failure failure;

    /** Calls the hooks; those directly before the upstream see the route that is taken then. */
    void ask(RequestHooks hooks, ExchangeView view, GatewaySettings.Hooks settings, Runnable route) {
        try {
            answer = hooks.before(route);
        } catch (RequiredHookMissingException e) {
            long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.requiredWaitMillis()));
            view.responseHeaders().set("Retry-After", Long.toString(seconds));
            failure = new Failure(503, String.valueOf(e.getMessage()), e);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn(
                    "call {}: a hook before the upstream failed", view.context().callId(), e);
            failure = new Failure(500, "a hook failed: " + e, e);
        }
    }

    /** The answer of a hook; null to continue. */
    @Nullable
    Response answer() {
        return answer;
    }

    /** Why the request cannot continue; null if it can. */
    @Nullable
    Failure failure() {
        return failure;
    }
}
