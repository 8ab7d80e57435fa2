package io.hookline.benchmarks.change;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;

/** A thread that only calls a point, and measures the time from the end of one call to the end of the next. */
final class CallingThread implements AutoCloseable {

    private final EventHook point;
    private final Thread thread = new Thread(this::callUntilStopped, "caller");
    private volatile boolean stopped;
    private volatile int asked;
    private volatile int answered;
    private long answer;

    private CallingThread(EventHook point) {
        this.point = point;
    }

    static CallingThread start(EventHook point) {
        CallingThread calling = new CallingThread(point);
        calling.thread.setDaemon(true);
        calling.thread.start();
        return calling;
    }

    /** The longest gap since the last call of this method, in nanoseconds. For one thread. */
    long longestGap() {
        int question = answered + 1;
        asked = question;
        while (answered != question) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private void callUntilStopped() {
        HookEvent event = new HookEvent();
        long longest = 0;
        long last = System.nanoTime();
        while (!stopped) {
            point.on(event);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
            int question = asked;
            if (question != answered) {
                answer = longest;
                longest = 0;
                answered = question;
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
