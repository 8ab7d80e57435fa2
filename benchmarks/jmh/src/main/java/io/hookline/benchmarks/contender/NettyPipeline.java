package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;

/**
 * Fires the event as a user event through the pipeline of a channel that belongs to the thread; one handler is one
 * hook.
 */
final class NettyPipeline implements Contender {

    private final List<BenchmarkedHook> hooks;

    NettyPipeline(List<BenchmarkedHook> hooks) {
        this.hooks = hooks;
    }

    @Override
    public void call(HookEvent event) {
        throw new IllegalStateException("a channel belongs to one thread");
    }

    @Override
    public Contender onThisThread() {
        return new OnChannel(new EmbeddedChannel(hooks.toArray(ChannelHandler[]::new)));
    }

    private static final class OnChannel implements Contender {

        private final EmbeddedChannel channel;

        OnChannel(EmbeddedChannel channel) {
            this.channel = channel;
        }

        @Override
        public void call(HookEvent event) {
            channel.pipeline().fireUserEventTriggered(event);
        }

        @Override
        public void close() {
            channel.finishAndReleaseAll();
        }
    }
}
