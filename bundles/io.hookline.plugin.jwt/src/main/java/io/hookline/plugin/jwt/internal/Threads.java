package io.hookline.plugin.jwt.internal;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive and inherit nothing of the thread that makes them. */
final class Threads {

    private Threads() {}

    /** All of one name. */
    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
