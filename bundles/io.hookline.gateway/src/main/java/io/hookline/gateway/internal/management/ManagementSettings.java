package io.hookline.gateway.internal.management;

import org.jspecify.annotations.Nullable;

/** Where the management port listens. */
record ManagementSettings(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks a configuration.
     *
     * @return null if the port is off
     * @throws IllegalArgumentException names the option and its allowed values
     */
    static @Nullable ManagementSettings of(ManagementConfig config) {
        String text = config.port().strip();
        if (text.isEmpty()) {
            return null;
        }
        int port = Integer.parseInt(text);
        if (port > MAX_PORT) {
            throw new IllegalArgumentException(
                    ManagementConfig.PID + ": port cannot be " + port + ": the maximum is " + MAX_PORT + ".");
        }
        return new ManagementSettings(config.host(), port);
    }

    /** What to do if the address cannot be bound. */
    String cannotListen(Exception cause) {
        return "The management port cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                + "). Stop the process that uses the port, or set 'host' and 'port' of " + ManagementConfig.PID
                + "; port 0 takes any free one, and no port turns it off.";
    }
}
