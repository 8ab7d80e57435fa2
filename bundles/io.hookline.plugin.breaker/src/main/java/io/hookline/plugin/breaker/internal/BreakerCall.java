package io.hookline.plugin.breaker.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Completion.Ending;
import io.hookline.gateway.hook.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call that a breaker has let pass. Used by one thread at a time. */
final class BreakerCall {

    /** Where it is kept. */
    static final ContextKey<BreakerCall> KEY = ContextKey.of("io.hookline.breaker.call", BreakerCall.class);

    private final UpstreamBreaker breaker;
    private final Duration entered;
    private @Nullable Duration untilHead;

    /**
     * A call that passes.
     *
     * @param entered the exchange's time
     */
    BreakerCall(UpstreamBreaker breaker, Duration entered) {
        this.breaker = breaker;
        this.entered = entered;
    }

    /** The head of a response is there, at the exchange's time. */
    void answered(Duration elapsed) {
        untilHead = elapsed.minus(entered);
    }

    /**
     * The call has ended, at the exchange's time.
     *
     * @param sent whether the request was sent, and not answered by the gateway or a plugin
     */
    void completed(Completion completion, int status, boolean sent, Duration elapsed) {
        Duration head = untilHead;
        Duration took = head == null ? elapsed.minus(entered) : head;
        Failure failure = completion.failure();
        if (failure != null) {
            settle(isOfTheUpstream(failure, completion.ending()), took);
        } else if (!sent) {
            breaker.forget();
        } else if (completion.ending() == Ending.COMPLETE) {
            if (breaker.rules().failureStatuses().contains(status)) {
                breaker.failed(took);
            } else {
                breaker.answered(took);
            }
        } else if (completion.ending() == Ending.CLIENT_GONE
                && took.compareTo(breaker.rules().slow()) > 0) {
            // Clients that do not wait any longer must not hide that the upstream is slow.
            breaker.answered(took);
        } else {
            breaker.forget();
        }
    }

    private void settle(boolean failed, Duration took) {
        if (failed) {
            breaker.failed(took);
        } else {
            breaker.forget();
        }
    }

    /** A response that stalls, on the other hand, may stall because of its client. */
    private static boolean isOfTheUpstream(Failure failure, Ending ending) {
        return failure.status() == 502
                || (ending != Ending.BROKEN_OFF && (failure.status() == 503 || failure.status() == 504));
    }
}
