package io.hookline.deploy.internal.gate;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Compares a new release's jar with the running release's: does its version say how much has changed?
 *
 * <p>Judged is what others can see: the API of exported packages, provided capabilities, and requirements. Code behind
 * it may change with any higher version. The bundle's version has to rise as far as the severest change asks:
 *
 * <pre>
 *   major   an exported package breaks or is gone, a provided capability is gone
 *   minor   an exported package grows or is new, a capability or a requirement is new, a requirement is narrower
 *   micro   anything else
 * </pre>
 *
 * <p>A version below 1.0.0 is judged like any other: importers' ranges do not know better.
 */
public final class SemverGate {

    /**
     * Judges the step from the running release to a new one. Any thread may call; it reads both jars and closes them.
     *
     * @throws IOException if one of them cannot be read
     */
    public GateVerdict judge(Path running, Path candidate) throws IOException {
        return compare(read(running), read(candidate));
    }

    /**
     * Judges a step back that is asked for as such: whether the running release was an honest successor of the older
     * one. The verdict's versions and changes are those of the way up.
     *
     * @throws IOException if one of them cannot be read
     */
    public GateVerdict judgeDowngrade(Path running, Path candidate) throws IOException {
        return compare(read(candidate), read(running));
    }

    private static GateVerdict compare(Release older, Release newer) {
        List<GateChange> changes = new ArrayList<>();
        changes.addAll(new PackageChanges(older.headers(), newer.headers()).find(older.tree(), newer.tree()));
        changes.addAll(new CapabilityChanges(older.headers(), newer.headers()).find());
        changes.addAll(new RequirementChanges(older.headers(), newer.headers()).find());
        changes.sort(Comparator.comparing(GateChange::severity)
                .reversed()
                .thenComparing(GateChange::subject)
                .thenComparing(GateChange::what));
        Severity severest = changes.stream().map(GateChange::severity).reduce(Severity.MICRO, Severity::or);
        Version before = older.version();
        Version declared = newer.version();
        Version suggested = severest.raise(before);
        boolean honest = GateVerdict.rises(before, declared, suggested)
                && changes.stream().noneMatch(GateChange::lies);
        return new GateVerdict(before, declared, suggested, honest, changes);
    }

    private static Release read(Path file) throws IOException {
        try (Jar jar = new Jar(file.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            Version version = Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION));
            return new Release(version, headers, new DiffPluginImpl().tree(jar));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    file + " cannot be compared: "
                            + Objects.requireNonNullElse(
                                    e.getMessage(), e.getClass().getName()),
                    e);
        }
    }

    private record Release(Version version, Attributes headers, Tree tree) {}
}
