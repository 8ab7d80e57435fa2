package io.hookline.runtime;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where messages go: Logback with {@code etc/logback.xml}, into which java.util.logging and JBoss Logging flow. */
final class Logging {

    private Logging() {}

    /** Must run before anything asks for a logger. */
    static void start(Distribution distribution, DataFolder data, ShellMode mode) {
        System.setProperty(
                "logback.configurationFile",
                distribution.etc().resolve("logback.xml").toString());
        System.setProperty("hookline.log", data.log().toString());
        // Beside a shell, messages would flood the prompt; in a script, standard output is for what commands print.
        System.setProperty("hookline.console.level", mode == ShellMode.NONE ? "INFO" : "WARN");
        System.setProperty("hookline.console.target", mode == ShellMode.NONE ? "System.out" : "System.err");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
