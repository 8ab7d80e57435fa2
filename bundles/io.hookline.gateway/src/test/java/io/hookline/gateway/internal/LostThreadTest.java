package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.internal.ThreadExecutorMap;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** I/O threads that end because memory was short, which takes an error outside of all code that can be reached. */
final class LostThreadTest extends GatewayFixture {

    @Test
    void otherThreadsTakeOver() throws Exception {
        points.nonBlocking = true;
        AtomicBoolean killing = new AtomicBoolean();
        preRequest(exchange -> {
            if (killing.getAndSet(false)) {
                end(ThreadExecutorMap.currentExecutor());
            }
            return null;
        });
        draft.more.putAll(Map.of("ioThreads", 1));
        startBefore(http -> respond(http, 200, "ok"));
        assertThat(get("/").statusCode()).isEqualTo(200);

        for (int i = 0; i < 2; i++) {
            killing.set(true);
            await().atMost(Duration.ofMinutes(1)).until(() -> !killing.get() || status() != 0);
            await().atMost(Duration.ofMinutes(1)).until(() -> status() == 200);
        }
    }

    @Test
    void anotherThreadAccepts() throws Exception {
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        gateway.listening().handTo(connection -> {
            connection.unsafe().closeForcibly();
            end(ThreadExecutorMap.currentExecutor());
        });

        await().atMost(Duration.ofMinutes(1)).until(() -> status() == 200);
    }

    private static void end(@Nullable EventExecutorGroup thread) {
        if (thread != null) {
            thread.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).isDone();
        }
    }

    /** 0 if the connection broke. */
    private int status() throws Exception {
        try {
            return get("/").statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
