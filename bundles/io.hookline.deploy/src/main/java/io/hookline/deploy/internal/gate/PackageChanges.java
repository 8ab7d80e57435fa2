package io.hookline.deploy.internal.gate;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** The changes of exported packages: what differs in them, and whether their versions show it. */
final class PackageChanges {

    private static final String API = "<api>";

    private final Map<String, Version> older;
    private final Map<String, Version> newer;

    PackageChanges(Attributes olderHeaders, Attributes newerHeaders) {
        this.older = exports(olderHeaders);
        this.newer = exports(newerHeaders);
    }

    List<GateChange> find(Tree olderTree, Tree newerTree) {
        List<GateChange> changes = new ArrayList<>();
        Diff api = newerTree.diff(olderTree).get(API);
        Set<String> all = new LinkedHashSet<>(older.keySet());
        all.addAll(newer.keySet());
        for (String name : all) {
            Version was = older.get(name);
            Version bears = newer.get(name);
            if (bears == null) {
                changes.add(new GateChange(subject(name), "no longer exported", Severity.MAJOR, null, null));
            } else if (was == null) {
                changes.add(new GateChange(subject(name), "newly exported", Severity.MINOR, bears, null));
            } else {
                Diff diff = api == null ? null : api.get(name);
                Set<Found> found = new LinkedHashSet<>();
                if (diff != null) {
                    collect(diff, "", found);
                }
                changes.addAll(judge(name, was, bears, found));
            }
        }
        return changes;
    }

    /**
     * A package's version has to rise with its API only: what stays behind the API is shown by the bundle's version.
     */
    private static List<GateChange> judge(String name, Version was, Version bears, Set<Found> found) {
        Severity severest = found.stream().map(Found::severity).reduce(Severity.MICRO, Severity::or);
        Version shouldBear = severest == Severity.MICRO ? was : severest.raise(was);
        List<GateChange> changes = new ArrayList<>();
        for (Found one : found) {
            changes.add(new GateChange(subject(name), one.what(), one.severity(), bears, shouldBear));
        }
        // A version is a promise too: who imports the old range is left behind by a rise that nothing called for.
        Severity shown = Severity.shownBy(was, bears);
        if (!bears.equals(was) && shown.compareTo(severest) > 0) {
            String moved = bears.compareTo(was) > 0 ? "raised" : "lowered";
            changes.add(new GateChange(
                    subject(name), "version " + moved + " from " + was + " to " + bears, shown, bears, shouldBear));
        } else if (bears.compareTo(was) < 0) {
            changes.add(new GateChange(
                    subject(name), "version lowered from " + was + " to " + bears, Severity.MAJOR, bears, shouldBear));
        }
        return changes;
    }

    /** Descends to the outermost thing that was added or removed, or the innermost that changed. */
    private static void collect(Diff diff, String owner, Set<Found> found) {
        Delta delta = diff.getDelta();
        String path = path(diff, owner);
        switch (delta) {
            case UNCHANGED, IGNORED -> {}
            case ADDED -> add(diff, "added", path, diff.getNewer().ifAdded(), found);
            case REMOVED -> add(diff, "removed", path, diff.getOlder().ifRemoved(), found);
            default -> {
                int before = found.size();
                for (Diff child : diff.getChildren()) {
                    collect(child, diff.getType() == Type.PACKAGE ? "" : path, found);
                }
                if (found.size() == before) {
                    add(diff, "changed", path, delta, found);
                }
            }
        }
    }

    private static void add(Diff diff, String how, String path, Delta delta, Set<Found> found) {
        if (delta != Delta.IGNORED && delta != Delta.UNCHANGED) {
            found.add(new Found(kind(diff.getType()) + " " + how + ": " + path, severity(delta)));
        }
    }

    private static Severity severity(Delta delta) {
        return switch (delta) {
            case MAJOR, REMOVED -> Severity.MAJOR;
            case MINOR, ADDED -> Severity.MINOR;
            default -> Severity.MICRO;
        };
    }

    private static String path(Diff diff, String owner) {
        if (owner.isEmpty()) {
            return diff.getName();
        }
        return switch (diff.getType()) {
            case METHOD, FIELD -> owner + "." + diff.getName();
            case CLASS, INTERFACE, ENUM, ANNOTATION -> diff.getName();
            default -> diff.getName() + " of " + owner;
        };
    }

    private static String kind(Type type) {
        return switch (type) {
            case RETURN -> "return type";
            case EXTENDS -> "superclass";
            case IMPLEMENTS -> "implemented interface";
            case ACCESS -> "modifier";
            case ANNOTATED -> "annotation";
            case CONSTANT -> "constant value";
            case DEFAULT -> "default value";
            case ANNOTATION -> "annotation type";
            default -> type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String subject(String name) {
        return "package " + name;
    }

    private static Map<String, Version> exports(Attributes headers) {
        Map<String, Version> exports = new TreeMap<>();
        for (Map.Entry<String, Attrs> export : OSGiHeader.parseHeader(headers.getValue(Constants.EXPORT_PACKAGE))
                .entrySet()) {
            Version version = Version.parseVersion(export.getValue().getVersion());
            // One package may be exported in several versions: the highest one is what it has come to.
            exports.merge(
                    Processor.removeDuplicateMarker(export.getKey()),
                    version,
                    (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return exports;
    }

    private record Found(String what, Severity severity) {}
}
