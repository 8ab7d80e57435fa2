package io.hookline.config;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a configuration was refused, and that the one before it stays in force. It is what
 * {@link org.osgi.service.cm.Configuration#update(java.util.Dictionary)} throws to whoever wrote the configuration.
 */
public final class ConfigurationRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String pid;
    private final transient List<Breach> breaches;

    /** For one reason or several. */
    public ConfigurationRefusedException(String pid, List<Breach> breaches) {
        super("the configuration of " + pid + " is refused, what is in force stays: "
                + breaches.stream().map(Breach::message).collect(Collectors.joining("; ")));
        this.pid = pid;
        this.breaches = List.copyOf(breaches);
    }

    /** Whose configuration. */
    public String pid() {
        return pid;
    }

    /** The reasons; unmodifiable, never empty. */
    public List<Breach> breaches() {
        return breaches;
    }
}
