package io.hookline.shell.internal.deploy;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.shell.command.CommandException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves the plugins, releases and jars that a user types. */
final class ReleaseNames {

    private final NearestNames known;

    private ReleaseNames(NearestNames known) {
        this.known = known;
    }

    /** The names of the releases that a deployer knows. */
    static ReleaseNames of(Deployer deployer) {
        return new ReleaseNames(new NearestNames(
                deployer.status().stream().map(ReleaseStatus::name).toList()));
    }

    /** The same, and the plugins of the desired sets that are kept. */
    static ReleaseNames withHistory(Deployer deployer) {
        Set<String> names = new TreeSet<>();
        deployer.status().forEach(release -> names.add(release.name()));
        deployer.history().forEach(set -> set.artifacts().forEach(artifact -> names.add(artifact.name())));
        return new ReleaseNames(new NearestNames(names));
    }

    /** The full name of a plugin, of which the last part is enough where it is unique. */
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

    /** The full names of the plugins that are known, and the others as they were typed. */
    Set<String> knownOrTyped(List<String> typed) {
        return typed.stream().map(name -> known.resolve(name).orElse(name)).collect(Collectors.toUnmodifiableSet());
    }

    /** A jar, an address, or a release of the store; a relative path is resolved against the folder. */
    String source(@Nullable Path folder, String typed) {
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
        try {
            return folder == null
                    ? typed
                    : folder.toAbsolutePath().resolve(typed).normalize().toString();
        } catch (InvalidPathException e) {
            return typed;
        }
    }

    List<String> sources(@Nullable Path folder, List<String> typed) {
        return typed.stream().map(one -> source(folder, one)).toList();
    }
}
