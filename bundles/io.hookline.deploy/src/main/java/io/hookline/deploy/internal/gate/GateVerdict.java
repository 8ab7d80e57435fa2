package io.hookline.deploy.internal.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Version;

/**
 * Whether a release's versions tell the truth about its changes.
 *
 * @param before the running release's version
 * @param declared the version that the new release bears
 * @param suggested the lowest version that the new release should bear
 * @param honest whether neither the release's version nor that of any of its packages lies
 * @param changes all changes that others can see, the severest first
 */
public record GateVerdict(
        Version before, Version declared, Version suggested, boolean honest, List<GateChange> changes) {

    public GateVerdict {
        changes = List.copyOf(changes);
    }

    /** One sentence: honest, or which version lies and what it should be. */
    public String headline() {
        if (honest) {
            return "version " + declared + " shows what has changed since " + before;
        }
        List<String> lies = new ArrayList<>();
        if (bundleLies()) {
            lies.add("the release bears version " + declared + " and should bear " + suggested + " or higher, after "
                    + before);
        }
        Set<String> packages = new TreeSet<>();
        for (GateChange change : changes) {
            if (change.lies()) {
                packages.add(change.subject() + " bears " + change.bears() + " and should bear " + change.shouldBear());
            }
        }
        lies.addAll(packages);
        return "the version lies about the change: " + String.join("; ", lies);
    }

    /** One line for each change, or for each package of which much has changed. */
    public List<String> details() {
        return ChangeLines.of(changes);
    }

    private boolean bundleLies() {
        return !rises(before, declared, suggested);
    }

    /**
     * Whether a version rises enough. Where nothing but code has changed any higher one does, even one that differs in
     * its qualifier alone.
     */
    static boolean rises(Version before, Version declared, Version suggested) {
        boolean codeOnly = suggested.equals(Severity.MICRO.raise(before));
        return codeOnly ? declared.compareTo(before) > 0 : declared.compareTo(suggested) >= 0;
    }
}
