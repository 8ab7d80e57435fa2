package io.hookline.runtime;

import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Configures logging: Logback with {@code etc/logback.xml}, which also gets the messages of java.util.logging and JBoss
 * Logging.
 */
final class Logging {

    private Logging() {}

    /** Must run before anything gets a logger. */
    static void start(Distribution distribution, DataFolder data, ShellMode mode) {
        // With a shell, messages would flood the prompt; in a script, standard output is for the output of commands.
        start(distribution, data, mode, mode == ShellMode.NONE ? "INFO" : "WARN");
    }

    /** Likewise, with the minimum level of messages on the console. */
    static void start(Distribution distribution, DataFolder data, ShellMode mode, String consoleLevel) {
        System.setProperty(
                "logback.configurationFile",
                distribution.etc().resolve("logback.xml").toString());
        System.setProperty("hookline.log", data.log().toString());
        System.setProperty("hookline.console.level", consoleLevel);
        System.setProperty("hookline.console.target", mode == ShellMode.NONE ? "System.out" : "System.err");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
