package io.hookline.faults.fault;

import io.hookline.faults.ledger.Violation;
import io.hookline.faults.plugin.MarkerPlugin;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ordinary plugins of a campaign, each with an ever newer version. Used by one thread. */
public final class Markers {

    /** The plugins that the shell changes. */
    static final List<String> BY_SHELL = List.of("campaign.a", "campaign.b", "campaign.c");

    /** The plugin that the drop folder changes. */
    static final String BY_DROP = "campaign.drop";

    private static final String PROBE = "campaign.probe";
    private static final long DROP_TIMEOUT_S = 60;
    private static final long LOOK_EVERY_MS = 100;

    private final TestBed bed;
    private final Path folder;
    private int last;

    Markers(TestBed bed, Path folder) {
        this.bed = bed;
        this.folder = folder;
    }

    /** A release that is newer than all before. */
    Draft next(String name) throws IOException {
        String version = "1." + ++last + ".0";
        return new Draft(name, version, write(name + "-" + version, MarkerPlugin.jar(name, version)));
    }

    /** A release that is newer than all before, and provides what the next micro release of it does not. */
    Draft providing(String name) throws IOException {
        String version = "1." + ++last + ".0";
        return new Draft(name, version, write(name + "-" + version, MarkerPlugin.providing(name, version)));
    }

    /** The micro release behind another one. */
    Draft micro(Draft before) throws IOException {
        String version = before.version().substring(0, before.version().lastIndexOf('.')) + ".1";
        return new Draft(
                before.name(), version, write(before.name() + "-" + version, MarkerPlugin.jar(before.name(), version)));
    }

    /** Writes a jar to a file of the campaign. */
    Path write(String name, byte[] jar) throws IOException {
        return Files.write(folder.resolve(name + ".jar"), jar);
    }

    /** Waits until the drop folder has taken a jar or refused it. Returns whether the desired set has changed. */
    boolean awaitDrop(String file, DesiredState before) throws NoAnswerException, InterruptedException {
        return awaitDrop(file, before, true);
    }

    /** Waits until a jar that was deleted has left the set. It may still be refused meanwhile, as one in quarantine. */
    void awaitTakenOut(String file, DesiredState before) throws NoAnswerException, InterruptedException {
        awaitDrop(file, before, false);
    }

    private boolean awaitDrop(String file, DesiredState before, boolean isRefusalTheEnd)
            throws NoAnswerException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DROP_TIMEOUT_S);
        Shell shell = bed.shell();
        while (System.nanoTime() < deadlineNanos) {
            if (!shell.desired().equals(before)) {
                return true;
            }
            if (isRefusalTheEnd && bed.drop().isRefused(file)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        throw new NoAnswerException(
                "the drop folder has done nothing about " + file + ".jar within " + DROP_TIMEOUT_S + " s");
    }

    /** An ordinary change has to work now. */
    void verifyNextChange(boolean byDrop) throws IOException, NoAnswerException, InterruptedException {
        DesiredState before = bed.desired();
        Draft draft = next(byDrop ? BY_DROP : PROBE);
        String said;
        if (byDrop) {
            bed.drop().put(draft.name(), Files.readAllBytes(draft.jar()));
            said = awaitDrop(draft.name(), before) ? "it has changed the set" : "it has refused the jar";
        } else {
            said = bed.shell().run("hook:deploy '" + draft.jar() + "'");
        }
        DesiredState after = bed.desired();
        if (!after.equals(before.with(draft.name(), draft.version()))) {
            bed.ledger()
                    .violation(
                            Violation.Kind.NEXT_CHANGE,
                            (byDrop ? "the drop folder" : "hook:deploy") + " did not deploy " + draft.name() + " "
                                    + draft.version() + ": " + said + "; the set has " + after.versions());
        }
    }

    /** A release of a marker, in a file. */
    record Draft(String name, String version, Path jar) {}
}
