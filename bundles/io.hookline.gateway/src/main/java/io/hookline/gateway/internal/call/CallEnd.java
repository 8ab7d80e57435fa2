package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.internal.hook.RequestHooks;
import io.hookline.gateway.internal.hook.Stages;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;

/** What follows the end of a call: the hooks that are told of it, and then the call no longer counts. */
final class CallEnd {

    private final RequestHooks hooks;
    private final InFlight inFlight;
    private final AtomicBoolean over = new AtomicBoolean();

    CallEnd(RequestHooks hooks, InFlight inFlight) {
        this.hooks = hooks;
        this.inFlight = inFlight;
    }

    /** Tells the hooks, if there are any; called once. */
    void run(Stages stages, EventLoop loop, Completion completion) {
        Stages.Need need = hooks.needOnCompleted();
        if (need == Stages.Need.NOTHING) {
            close();
        } else {
            stages.run(loop, need, () -> tell(completion), () -> {}, cause -> close());
        }
    }

    private void tell(Completion completion) {
        try {
            hooks.completed(completion);
        } finally {
            close();
        }
    }

    private void close() {
        if (over.compareAndSet(false, true)) {
            hooks.close();
            inFlight.end();
        }
    }
}
