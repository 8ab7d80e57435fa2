package io.hookline.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds out why the JVM ends: by a signal, by the launcher, or because other code called {@link System#exit}. */
final class ExitCaller {

    private ExitCaller() {}

    /** The code that called {@link System#exit}; empty if a signal or the launcher ends the JVM. */
    static Optional<String> find() {
        return find(Thread.getAllStackTraces());
    }

    static Optional<String> find(Map<Thread, StackTraceElement[]> threads) {
        return threads.values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown")
                                && frame.getMethodName().equals("exit")))
                .findFirst()
                .flatMap(ExitCaller::caller);
    }

    private static Optional<String> caller(StackTraceElement[] stack) {
        if (Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("java.lang.Terminator"))) {
            return Optional.empty();
        }
        return Arrays.stream(stack)
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)\\..*"))
                .findFirst()
                .filter(frame -> !frame.getClassName().equals(Hookline.class.getName()))
                .map(StackTraceElement::toString);
    }
}
