package io.hookline.gateway.internal.listen;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that an I/O thread has ended unasked. An {@link OutOfMemoryError} while it waits for its connections ends it;
 * its group does not replace it, and goes on to give it connections, which all fail.
 */
final class ThreadEnds {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadEnds.class);

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

    /** Closes a channel whose thread has ended, which is the only one that may use its pipeline. */
    static void closeUnserved(Channel channel) {
        if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe unserved) {
            try {
                unserved.ch().close();
            } catch (IOException e) {
                LOG.debug("{} is closed only with its process", channel, e);
            }
        }
    }

    /** From now on threads may end. */
    void expect() {
        expected = true;
    }
}
