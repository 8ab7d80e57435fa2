package io.hookline.unload.internal;

import java.security.ProtectionDomain;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says how one thread, started or not, holds a class loader: by what it runs, or by what it has taken over when it was
 * made.
 */
final class ThreadOrigin {

    private static final String TIMER_THREAD = "java.util.TimerThread";
    /** Since this version a thread keeps what it runs in an object beside it. */
    private static final int FIRST_WITH_HOLDER = 19;

    private final PluginClasses plugin;
    private final JdkFields fields;
    private final Thread thread;

    ThreadOrigin(PluginClasses plugin, JdkFields fields, Thread thread) {
        this.plugin = plugin;
        this.fields = fields;
        this.thread = thread;
    }

    /** The thread in words. */
    static String name(Thread thread) {
        return (thread.isDaemon() ? "daemon thread \"" : "thread \"") + thread.getName() + '"';
    }

    /** What of the plugin the thread runs; null if nothing can be seen. */
    @Nullable
    String runs() {
        String own = plugin.ownType(thread);
        if (own != null) {
            return "of class " + own;
        }
        Object task = task();
        String running = plugin.ownType(task);
        if (running != null) {
            return "that runs " + running;
        }
        ThreadPoolExecutor pool = pool(task);
        if (pool == null) {
            return null;
        }
        String part = plugin.ownType(pool);
        part = part != null ? part : plugin.ownType(pool.getThreadFactory());
        part = part != null ? part : plugin.ownType(pool.getRejectedExecutionHandler());
        return part == null ? null : "of a pool with " + part;
    }

    /** Whether it is the thread of a java.util.Timer. */
    boolean isTimer() {
        return thread.getClass().getName().equals(TIMER_THREAD);
    }

    /** The task of the plugin that waits for this timer's thread; null if none can be seen. */
    @Nullable
    Class<?> timerTask() {
        Object queue = isTimer() ? fields.read(thread.getClass(), "queue", thread) : null;
        return queue == null ? null : plugin.heldBy(fields.read(queue.getClass(), "queue", queue));
    }

    /** Whether its context class loader is the plugin's. */
    boolean hasContextLoader() {
        return plugin.owns(thread.getContextClassLoader());
    }

    /** Whether it was made with the plugin's code on the stack. */
    boolean hasInheritedContext() {
        Object context = fields.read(Thread.class, "inheritedAccessControlContext", thread);
        return context != null
                && fields.read(context.getClass(), "context", context) instanceof ProtectionDomain[] domains
                && Stream.of(domains).anyMatch(domain -> domain != null && plugin.owns(domain.getClassLoader()));
    }

    private @Nullable Object task() {
        if (Runtime.version().feature() < FIRST_WITH_HOLDER) {
            return fields.read(Thread.class, "target", thread);
        }
        Object holder = fields.read(Thread.class, "holder", thread);
        return holder == null ? null : fields.read(holder.getClass(), "task", holder);
    }

    private @Nullable ThreadPoolExecutor pool(@Nullable Object task) {
        if (task == null || task.getClass().getEnclosingClass() != ThreadPoolExecutor.class) {
            return null;
        }
        return fields.read(task.getClass(), "this$0", task) instanceof ThreadPoolExecutor pool ? pool : null;
    }
}
