package io.hookline.gateway.internal.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.hook.Stages.Need;
import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What breaks, and who is told of it. */
final class StagesTest {

    @ParameterizedTest
    @EnumSource(Need.class)
    void whatFollowsAStageIsReportedWhenItBreaks(Need need) throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();
        OutOfMemoryError error = new OutOfMemoryError("test");
        try (Stages stages = new Stages(1)) {
            loop.execute(() -> stages.run(
                    loop,
                    need,
                    () -> {},
                    () -> {
                        throw error;
                    },
                    broken::add));

            assertThat(broken.poll(1, TimeUnit.MINUTES)).isSameAs(error);
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
