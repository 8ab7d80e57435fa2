package io.hookline.benchmarks.hook;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.springframework.context.ApplicationListener;

/**
 * A hook that every contender can call as it calls its own.
 *
 * <p>Each subclass implements each of these short methods itself: inherited from here, the call of
 * {@link #on} within them would be one call site that all hooks share, and no compiler could inline it.
 */
@Sharable
public abstract class BenchmarkedHook extends ChannelInboundHandlerAdapter
        implements EventHook, AsyncEventHook, EventHandler, ApplicationListener<MulticastEvent> {

    /** The property of an OSGi event that holds the event. */
    public static final String EVENT_PROPERTY = "event";

    /** The completed stage that a hook returns. */
    static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /** Called in the manner of a servlet filter: does its work, then calls the rest. */
    public abstract void filter(HookEvent event, Cursor rest);

    @Override
    public abstract void handleEvent(Event event);

    @Override
    public abstract void onApplicationEvent(MulticastEvent event);

    @Override
    public abstract void userEventTriggered(ChannelHandlerContext context, Object event);
}
