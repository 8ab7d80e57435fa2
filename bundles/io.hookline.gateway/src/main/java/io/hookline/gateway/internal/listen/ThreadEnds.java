package io.hookline.gateway.internal.listen;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * Notices that an I/O thread has ended unasked. An {@link OutOfMemoryError} while it waits for its connections ends it;
 * its group does not replace it, and goes on to give it connections, which all fail.
 */
final class ThreadEnds {

    private final EventLoopGroup loops;
    private volatile boolean expected;

    ThreadEnds(EventLoopGroup loops) {
        this.loops = loops;
    }

    /** Runs the action, on a thread of its own, for each thread that ends before the end is expected. */
    void onLost(Runnable action) {
        for (EventExecutor loop : loops) {
            loop.terminationFuture().addListener(ended -> {
                if (!expected) {
                    // Not on the thread that tells, on which others wait.
                    Thread acting = new Thread(action, "gateway repair");
                    acting.setDaemon(true);
                    acting.start();
                }
            });
        }
    }

    /** From now on threads may end. */
    void expect() {
        expected = true;
    }
}
