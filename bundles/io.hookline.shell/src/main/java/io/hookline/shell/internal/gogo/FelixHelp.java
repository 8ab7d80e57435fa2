package io.hookline.shell.internal.gogo;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The help that Felix has of its commands. */
class FelixHelp {

    private static final Logger LOG = LoggerFactory.getLogger(FelixHelp.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:.-]+");

    private final CommandProcessor processor;

    FelixHelp(CommandProcessor processor) {
        this.processor = processor;
    }

    /** The help of a command; empty if there is none. It comes from a session of its own. */
    Optional<String> of(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), none, none)) {
            return Optional.ofNullable(session.execute("felix:help " + name))
                    .map(help -> String.valueOf(help).stripTrailing() + "\n")
                    .filter(help -> !help.isBlank());
        } catch (Exception e) {
            LOG.debug("Felix has no help of {}", name, e);
            return Optional.empty();
        }
    }

    /** The names of all functions of Gogo, each with its scope, sorted. */
    List<String> names() {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), none, none)) {
            return session.get(".commands") instanceof Collection<?> all
                    ? all.stream().map(String::valueOf).sorted().toList()
                    : List.of();
        }
    }
}
