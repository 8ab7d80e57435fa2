package io.hookline.shell.internal;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseStatus;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;

/** What operators type for plugins, releases and jars, made into what the deployer takes. */
final class ReleaseNames {

    private final NearestNames known;

    private ReleaseNames(NearestNames known) {
        this.known = known;
    }

    /** The names of the releases that a deployer has to do with. */
    static ReleaseNames of(Deployer deployer) {
        return new ReleaseNames(new NearestNames(
                deployer.status().stream().map(ReleaseStatus::name).toList()));
    }

    /** The full name of a plugin, of which the last part is enough where it is the only such one. */
    String plugin(String typed) {
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        known.isAmbiguous(typed)
                                ? Printable.of(typed) + " may be more than one plugin." + known.hint(typed)
                                : "No plugin is named " + Printable.of(typed) + "." + known.hint(typed)));
    }

    List<String> plugins(List<String> typed) {
        return typed.stream().map(this::plugin).toList();
    }

    /** The full names of plugins where they are known, and what was typed where not. */
    Set<String> knownOrTyped(List<String> typed) {
        return typed.stream().map(name -> known.resolve(name).orElse(name)).collect(Collectors.toUnmodifiableSet());
    }

    /** A jar, an address, or a release of the store; a relative path leads from where the shell is. */
    String source(CommandSession session, String typed) {
        int at = typed.lastIndexOf('@');
        boolean address =
                typed.contains("://") || typed.toLowerCase(Locale.ROOT).startsWith("file:");
        if (address) {
            return typed;
        }
        if (at > 0 && typed.indexOf('/') < 0 && typed.indexOf('\\') < 0 && !typed.endsWith(".jar")) {
            String name = typed.substring(0, at);
            String full =
                    known.isAmbiguous(name) ? plugin(name) : known.resolve(name).orElse(name);
            return full + typed.substring(at);
        }
        Path here = session.currentDir();
        try {
            return here == null
                    ? typed
                    : here.toAbsolutePath().resolve(typed).normalize().toString();
        } catch (InvalidPathException e) {
            return typed;
        }
    }

    List<String> sources(CommandSession session, List<String> typed) {
        return typed.stream().map(one -> source(session, one)).toList();
    }
}
