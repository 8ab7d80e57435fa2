package io.hookline.runtime.client;

import java.io.PrintStream;

/** Says what became of a command that the user ended with Ctrl-C: the instance interrupts it when the client leaves. */
final class Interruption {

    private static volatile boolean running;

    private Interruption() {}

    /** From now on an end of the process interrupts a command. */
    static void announce(PrintStream err) {
        running = true;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (running) {
                err.println("hookline: the command is interrupted; what was published already stays: hookline status");
            }
        }));
    }

    /** The command has ended. */
    static void over() {
        running = false;
    }
}
