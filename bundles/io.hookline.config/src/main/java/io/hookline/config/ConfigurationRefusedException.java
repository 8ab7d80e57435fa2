package io.hookline.config;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a configuration is refused; the previous one stays active. {@link
 * org.osgi.service.cm.Configuration#update(java.util.Dictionary)} throws it to the code that changes the configuration.
 */
public final class ConfigurationRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String pid;
    private final transient List<ConfigurationProblem> problems;

    /** With one or more problems. */
    public ConfigurationRefusedException(String pid, List<ConfigurationProblem> problems) {
        super("the configuration of " + pid + " is refused, the current one stays: "
                + problems.stream().map(ConfigurationProblem::message).collect(Collectors.joining("; ")));
        this.pid = pid;
        this.problems = List.copyOf(problems);
    }

    /** The PID of the configuration. */
    public String pid() {
        return pid;
    }

    /** The problems; unmodifiable, never empty. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
