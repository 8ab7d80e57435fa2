package io.hookline.shell.internal.doctor;

import io.hookline.common.file.OwnerOnly;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks the machine: disk space, permissions of files, JDK, memory, and the digest of the distribution. */
@Component
public final class MachineCheck implements DoctorCheck {

    private static final Set<Integer> LONG_TERM = Set.of(17, 21, 25);
    private static final long SCARCE_BYTES = 1L << 30;
    private static final long FULL_BYTES = 100L << 20;
    private static final double MEMORY_FULL = 0.95;

    private final @Nullable Path data;
    private final @Nullable Path home;
    private final int feature;

    /** For the data folder and the distribution of this process. */
    @Activate
    public MachineCheck(BundleContext context) {
        this(
                path(context.getProperty("hookline.data")),
                path(context.getProperty("hookline.home")),
                Runtime.version().feature());
    }

    MachineCheck(@Nullable Path data, @Nullable Path home, int feature) {
        this.data = data;
        this.home = home;
        this.feature = feature;
    }

    private static @Nullable Path path(@Nullable String property) {
        return property == null ? null : Path.of(property);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (data != null) {
            disk(data, findings);
            modes(data, findings);
        }
        findings.add(
                LONG_TERM.contains(feature)
                        ? Finding.ok("jdk", "Java " + Runtime.version())
                        : Finding.warning(
                                "jdk",
                                "Java " + feature + " gets security updates for half a year only",
                                "it is no long-term release",
                                "use Java 17, 21 or 25: set JAVA_HOME"));
        memory(findings);
        if (home != null) {
            findings.add(digest(home));
        }
        return findings;
    }

    private static void disk(Path data, List<Finding> findings) {
        try {
            FileStore store = Files.getFileStore(data);
            long free = store.getUsableSpace();
            String what = (free >> 20) + " MiB are free on the disk of " + data;
            findings.add(
                    free < FULL_BYTES
                            ? Finding.problem("disk", what, "changes need room for jars and records", "free some space")
                            : free < SCARCE_BYTES
                                    ? Finding.warning("disk", what, "it is less than 1 GiB", "free some space")
                                    : Finding.ok("disk", what));
        } catch (IOException e) {
            findings.add(Finding.warning("disk", "the free space is unknown", e.toString(), "see df"));
        }
    }

    private static void modes(Path data, List<Finding> findings) {
        List<Path> open = new ArrayList<>();
        try {
            if (OwnerOnly.isOpenToOthers(data)) {
                open.add(data);
                for (String name : List.of("api-key", "secrets", "admin.sock")) {
                    Path inside = data.resolve(name);
                    if (Files.exists(inside, LinkOption.NOFOLLOW_LINKS) && OwnerOnly.isOpenToOthers(inside)) {
                        open.add(inside);
                    }
                }
            }
        } catch (IOException e) {
            findings.add(Finding.warning("files", "permissions cannot be read", e.toString(), "see ls -l " + data));
            return;
        }
        if (open.isEmpty()) {
            findings.add(Finding.ok("files", "other users have no access to " + data));
        }
        for (Path one : open) {
            findings.add(Finding.problem(
                    "files",
                    "other users have access to " + one,
                    "it may hold keys, records and the log",
                    "chmod go= " + one));
        }
    }

    private static void memory(List<Finding> findings) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (used > MEMORY_FULL * runtime.maxMemory()) {
            findings.add(Finding.warning(
                    "memory",
                    (used >> 20) + " of " + (runtime.maxMemory() >> 20) + " MiB of the heap are in use",
                    "garbage may be among it",
                    "raise the limit: HOOKLINE_OPTS=-Xmx512m; see what grows: hook:leaks"));
        }
    }

    private static Finding digest(Path home) {
        try {
            return Finding.ok("distribution", home + " has the digest " + DistributionDigest.of(home));
        } catch (IOException e) {
            return Finding.problem(
                    "distribution", home + " cannot be read", e.toString(), "unpack the distribution anew");
        }
    }
}
