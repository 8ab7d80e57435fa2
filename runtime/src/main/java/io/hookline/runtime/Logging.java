package io.hookline.runtime;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where messages go: Logback with {@code etc/logback.xml}, into which java.util.logging and JBoss Logging flow. */
final class Logging {

    private Logging() {}

    /** Must run before anything asks for a logger. */
    static void start(Distribution distribution, DataFolder data, ShellMode mode) {
        // Beside a shell, messages would flood the prompt; in a script, standard output is for what commands print.
        start(distribution, data, mode, mode == ShellMode.NONE ? "INFO" : "WARN");
    }

    /** The same with the level from which on messages go to the console as well. */
    static void start(Distribution distribution, DataFolder data, ShellMode mode, String consoleLevel) {
        System.setProperty(
                "logback.configurationFile",
                distribution.etc().resolve("logback.xml").toString());
        System.setProperty("hookline.log", data.log().toString());
        System.setProperty("hookline.console.level", consoleLevel);
        System.setProperty("hookline.console.target", mode == ShellMode.NONE ? "System.out" : "System.err");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
