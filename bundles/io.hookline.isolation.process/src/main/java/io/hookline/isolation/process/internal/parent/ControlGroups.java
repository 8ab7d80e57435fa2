package io.hookline.isolation.process.internal.parent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits of the operating system for children: control groups (version 2), where the host delegates them to this
 * process. With systemd that is {@code Delegate=cpu memory} and {@code DelegateSubgroup=}: the process runs in a group
 * below the one that it may divide. Elsewhere there are none, and the log says so once.
 */
final class ControlGroups {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.process");
    private static final long PERIOD_MICROS = 100_000;

    private final @Nullable Path delegated;
    private final String reason;
    private boolean told;

    private ControlGroups(@Nullable Path delegated, String reason) {
        this.delegated = delegated;
        this.reason = reason;
    }

    /** None, for children without such limits. */
    static ControlGroups none() {
        return new ControlGroups(null, "they were not asked for");
    }

    /** Those of this process. */
    static ControlGroups ofThisProcess() {
        return detect(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /**
     * Those that a system shows.
     *
     * @param root where the control groups are
     * @param own the file that names this process's group
     */
    static ControlGroups detect(Path root, Path own) {
        try {
            if (!Files.isRegularFile(root.resolve("cgroup.controllers"))) {
                return new ControlGroups(null, "the host has no control groups of version 2");
            }
            String group = Files.readString(own, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("0::/"))
                    .findFirst()
                    .orElse("0::/")
                    .substring("0::/".length());
            Path parent = root.resolve(group).normalize().getParent();
            if (parent == null || !parent.startsWith(root) || group.isEmpty()) {
                return new ControlGroups(null, "this process is in the root group");
            }
            Path control = parent.resolve("cgroup.subtree_control");
            String controllers = Files.readString(parent.resolve("cgroup.controllers"), StandardCharsets.UTF_8);
            if (!Files.isWritable(control) || !Files.isWritable(parent) || !controllers.contains("memory")) {
                return new ControlGroups(null, "the host does not delegate " + parent);
            }
            Files.writeString(control, controllers.contains("cpu") ? "+memory +cpu" : "+memory");
            return new ControlGroups(parent, "");
        } catch (IOException | RuntimeException e) {
            return new ControlGroups(null, "they cannot be used: " + e);
        }
    }

    /** Why there are none; empty if there are. */
    String reason() {
        return reason;
    }

    /** Puts a process under its limits, if it has any. */
    synchronized void limit(long pid, ProcessSettings settings) {
        if (settings.cgroupMegabytes() == 0 && settings.cgroupCpuPercent() == 0) {
            return;
        }
        Path parent = delegated;
        if (parent == null) {
            if (!told) {
                told = true;
                LOG.warn("cgroupMegabytes and cgroupCpuPercent have no effect: {}", reason);
            }
            return;
        }
        try {
            removeEmpty(parent);
            Path group = Files.createDirectories(parent.resolve("hookline-child-" + pid));
            if (settings.cgroupMegabytes() > 0) {
                Files.writeString(group.resolve("memory.max"), ((long) settings.cgroupMegabytes() << 20) + "");
            }
            if (settings.cgroupCpuPercent() > 0) {
                long quota = settings.cgroupCpuPercent() * PERIOD_MICROS / 100;
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            }
            Files.writeString(group.resolve("cgroup.procs"), pid + "");
        } catch (IOException e) {
            LOG.error("process {} runs without its control group: {}", pid, e.toString());
        }
    }

    /** A group can be removed when its process has ended: the next one that starts does it. */
    private static void removeEmpty(Path parent) throws IOException {
        try (var groups = Files.newDirectoryStream(parent, "hookline-child-*")) {
            for (Path group : groups) {
                String pid = group.getFileName().toString().substring("hookline-child-".length());
                if (pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    group.toFile().delete();
                }
            }
        }
    }
}
