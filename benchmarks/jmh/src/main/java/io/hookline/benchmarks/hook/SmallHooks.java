package io.hookline.benchmarks.hook;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.Subscribe;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.CompletionStage;
import net.engio.mbassy.listener.Handler;
import net.engio.mbassy.listener.Listener;
import net.engio.mbassy.listener.References;
import org.osgi.service.event.Event;
import org.pf4j.Extension;

/** A little work: each compares a field of the event with one of its own, counts the call and adds to the event. */
@SuppressWarnings("UnusedVariable") // Counting is the work; the counts are not read.
public final class SmallHooks {

    static final int ACCEPTED_KIND = 7;

    private SmallHooks() {}

    static BenchmarkedHook hook(int index) {
        int amount = index + 1;
        return switch (index % 8) {
            case 0 -> new Hook1(amount);
            case 1 -> new Hook2(amount);
            case 2 -> new Hook3(amount);
            case 3 -> new Hook4(amount);
            case 4 -> new Hook5(amount);
            case 5 -> new Hook6(amount);
            case 6 -> new Hook7(amount);
            default -> new Hook8(amount);
        };
    }

    /** The first class. */
    @Extension(ordinal = 1)
    @Listener(references = References.Strong)
    public static final class Hook1 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook1(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 8)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The second class. */
    @Extension(ordinal = 2)
    @Listener(references = References.Strong)
    public static final class Hook2 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook2(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 7)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The third class. */
    @Extension(ordinal = 3)
    @Listener(references = References.Strong)
    public static final class Hook3 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook3(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 6)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The fourth class. */
    @Extension(ordinal = 4)
    @Listener(references = References.Strong)
    public static final class Hook4 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook4(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 5)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The fifth class. */
    @Extension(ordinal = 5)
    @Listener(references = References.Strong)
    public static final class Hook5 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook5(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 4)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The sixth class. */
    @Extension(ordinal = 6)
    @Listener(references = References.Strong)
    public static final class Hook6 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook6(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 3)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The seventh class. */
    @Extension(ordinal = 7)
    @Listener(references = References.Strong)
    public static final class Hook7 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook7(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 2)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }

    /** The eighth class. */
    @Extension(ordinal = 8)
    @Listener(references = References.Strong)
    public static final class Hook8 extends BenchmarkedHook {

        private final int accepted;
        private final int amount;
        private long calls;

        Hook8(int amount) {
            this.accepted = ACCEPTED_KIND;
            this.amount = amount;
        }

        @Override
        @Subscribe
        @AllowConcurrentEvents
        @Handler(priority = 1)
        public void on(HookEvent event) {
            if (event.kind() == accepted) {
                calls++;
                event.add(amount);
            }
        }

        @Override
        public CompletionStage<Void> onAsync(HookEvent event) {
            on(event);
            return DONE;
        }

        @Override
        public void filter(HookEvent event, Cursor rest) {
            on(event);
            rest.next(event);
        }

        @Override
        public void handleEvent(Event event) {
            on((HookEvent) event.getProperty(EVENT_PROPERTY));
        }

        @Override
        public void onApplicationEvent(MulticastEvent event) {
            on(event.payload());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            on((HookEvent) event);
            context.fireUserEventTriggered(event);
        }
    }
}
