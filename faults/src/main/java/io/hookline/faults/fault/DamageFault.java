package io.hookline.faults.fault;

import io.hookline.faults.damage.Damage;
import io.hookline.faults.damage.DamagedPart;
import io.hookline.faults.damage.FileTree;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.Violation;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Damages a part of the data folder, of the running process if it watches that part, and starts the process with it.
 * Where the start does not end in service, putting the files back is the way back.
 */
final class DamageFault implements Fault {

    /** The watched folders are looked at each second, and a file must not change for another. */
    private static final long NOTICED_MS = 3_000;

    private final DamagedPart part;
    private final Damage damage;

    DamageFault(DamagedPart part, Damage damage) {
        this.part = part;
        this.damage = damage;
    }

    @Override
    public String name() {
        return "damage." + part.label() + "." + damage.name();
    }

    @Override
    public Set<Outcome> allowed() {
        return part.allowed();
    }

    @Override
    public boolean endsWithDrop() {
        return part == DamagedPart.DROPPED_JAR;
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        List<DesiredState> history = bed.shell().history();
        boolean isLive = part.isWatched() && bed.random().nextBoolean();
        if (isLive) {
            bed.detail("while it runs");
        } else {
            bed.endSomehow();
        }
        Path backup = bed.folder().resolve("backup");
        FileTree.delete(backup);
        FileTree.copy(bed.data(), backup);
        List<Path> files = part.files(bed.data(), bed.random());
        for (Path file : files) {
            damage.apply(file, bed.random());
        }
        if (isLive) {
            bed.observe(NOTICED_MS);
            Outcome live = live(bed);
            if (live != Outcome.IN_SERVICE) {
                return back(bed, files, backup, history, live);
            }
            bed.endSomehow();
        }
        Outcome start = bed.start();
        withoutRequiredPlugin(bed);
        if (start != Outcome.IN_SERVICE || part.isWatched() || part == DamagedPart.STORED_JARS) {
            return back(bed, files, backup, history, start);
        }
        return isKept(bed, history) ? start : Outcome.HALF_MADE;
    }

    /** With its configuration damaged, too, the gateway has to close when the required plugin is gone. */
    private void withoutRequiredPlugin(TestBed bed) throws InterruptedException, NoAnswerException {
        boolean isGateway =
                part == DamagedPart.GATEWAY_CONFIGURATION || part == DamagedPart.GATEWAY_CONFIGURATION_WITH_HISTORY;
        if (isGateway && bed.process().isAlive()) {
            bed.gateway().expectGaps();
            bed.shell().run("hook:stop --force io.hookline.plugin.apikey");
            bed.probePorts();
            bed.observe(500);
            bed.shell().run("hook:start io.hookline.plugin.apikey");
        }
    }

    /** Without a restart: a missing answer counts. */
    private Outcome live(TestBed bed) throws IOException, InterruptedException {
        if (!bed.process().isAlive()) {
            return Outcome.PROCESS_ENDED;
        }
        if (bed.awaitService()) {
            return Outcome.IN_SERVICE;
        }
        bed.detail("closed: " + bed.lastLines());
        return Outcome.CLOSED;
    }

    /** Puts the files back. After a start in service the running process gets them; otherwise a new one. */
    private Outcome back(TestBed bed, List<Path> files, Path backup, List<DesiredState> history, Outcome outcome)
            throws IOException, InterruptedException, NoAnswerException {
        boolean isServing = outcome == Outcome.IN_SERVICE && part.isWatched();
        if (outcome != Outcome.IN_SERVICE) {
            bed.detail(outcome + ": " + bed.lastLines());
        }
        if (!isServing) {
            bed.end(EndKind.KILL);
            verifyRecovery(bed, outcome);
        }
        for (Path file : files) {
            restore(file, backup.resolve(bed.data().relativize(file)));
        }
        if (part == DamagedPart.KEYS) {
            // A new key was made if the file was gone.
            Path key = bed.data().resolve("api-key");
            restore(key, backup.resolve("api-key"));
        }
        if (isServing) {
            bed.gateway().expectGaps();
            bed.observe(NOTICED_MS);
            boolean serves = bed.awaitService();
            bed.gateway().expectAnswers();
            return serves && isKept(bed, history) ? outcome : Outcome.NO_WAY_BACK;
        }
        Outcome again = bed.start();
        if (again != Outcome.IN_SERVICE) {
            bed.detail("with the files put back: " + again);
            return Outcome.NO_WAY_BACK;
        }
        return isKept(bed, history) ? outcome : Outcome.HALF_MADE;
    }

    /** Recovery needs no start: it has to work on the damaged folder, and to say if stored jars are damaged. */
    private void verifyRecovery(TestBed bed, Outcome outcome)
            throws IOException, InterruptedException, NoAnswerException {
        Recovery recovery = bed.recover();
        boolean tellsNothing = part == DamagedPart.STORED_JARS && outcome == Outcome.CLOSED && recovery.status() == 0;
        if (tellsNothing) {
            bed.ledger()
                    .violation(
                            Violation.Kind.UNCLEAR,
                            "the gateway is closed because jars are damaged, and hookline recover finds nothing damaged: "
                                    + recovery.printed());
        }
    }

    private static void restore(Path file, Path from) throws IOException {
        FileTree.delete(file);
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(from, file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** The set is the one before; or, if that was damaged, the one before it. */
    private boolean isKept(TestBed bed, List<DesiredState> history) throws NoAnswerException, InterruptedException {
        DesiredState now = bed.desired();
        boolean isPrevious = part == DamagedPart.NEWEST_SET && history.size() > 1 && now.equals(history.get(1));
        if (now.equals(history.get(0)) || isPrevious) {
            return true;
        }
        bed.detail("the set was " + history.get(0) + " and is " + now);
        return false;
    }
}
