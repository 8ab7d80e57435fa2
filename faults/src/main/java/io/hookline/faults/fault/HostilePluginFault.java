package io.hookline.faults.fault;

import io.hookline.faults.ledger.Agreement;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.plugin.HostilePlugin;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Deploys a hostile plugin, by the shell or the drop folder. If it is accepted, it must survive a restart, as each
 * running plugin does, and its removal must lead back.
 */
final class HostilePluginFault implements Fault {

    private static final int CALLS = 8;
    private static final long QUARANTINE_TIMEOUT_S = 10;
    private static final long LOOK_EVERY_MS = 100;

    private final HostilePlugin plugin;
    private final boolean byDrop;

    HostilePluginFault(HostilePlugin plugin, boolean byDrop) {
        this.plugin = plugin;
        this.byDrop = byDrop;
    }

    @Override
    public String name() {
        return (byDrop ? "drop." : "plugin.") + plugin.name();
    }

    @Override
    public Set<Outcome> allowed() {
        return plugin.allowed();
    }

    @Override
    public boolean endsWithDrop() {
        return byDrop;
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        String file = TestBed.HOSTILE + "s" + bed.ledger().step();
        String name = plugin.symbolicName(file);
        DesiredState before = bed.desired();
        String set = bed.shell().setNumber();
        Path rule = guard(bed, name);
        byte[] jar = plugin.jar(name, bed.random());
        try {
            deliver(bed, file, jar, before);
            DesiredState after = bed.desired();
            if (after.equals(before)) {
                return refused(bed, file);
            }
            String version = after.versions().getOrDefault(name, "");
            if (!after.equals(before.with(name, version))) {
                bed.detail("the set has " + after.versions());
                return Outcome.HALF_MADE;
            }
            return accepted(bed, file, name + " " + version, before, set);
        } finally {
            if (!rule.equals(bed.data())) {
                Files.deleteIfExists(rule);
            }
        }
    }

    private void deliver(TestBed bed, String file, byte[] jar, DesiredState before)
            throws IOException, InterruptedException, NoAnswerException {
        if (byDrop) {
            bed.drop().put(file, jar);
            bed.markers().awaitDrop(file, before);
        } else {
            bed.shell().run("hook:deploy '" + bed.markers().write(file, jar) + "'");
        }
    }

    private Outcome refused(TestBed bed, String file) throws IOException, InterruptedException {
        bed.drop().remove(file);
        if (plugin.needsRestart() && bed.random().nextBoolean()) {
            Outcome start = bed.restart();
            return start == Outcome.IN_SERVICE ? Outcome.REFUSED : start;
        }
        return Outcome.REFUSED;
    }

    private Outcome accepted(TestBed bed, String file, String release, DesiredState before, String set)
            throws IOException, InterruptedException, NoAnswerException {
        for (int i = 0; i < CALLS; i++) {
            bed.gateway().callWithKey();
        }
        boolean isQuarantined = awaitQuarantine(bed, release);
        Outcome start = bed.restart();
        if (start == Outcome.NOT_STARTED || start == Outcome.HUNG) {
            bed.detail("accepted; the next start: " + start);
            return WayBack.recover(bed, set, before) ? start : Outcome.NO_WAY_BACK;
        }
        // Some quarantines show in the status table from the next start on.
        isQuarantined |= isQuarantined(bed, release);
        String said;
        if (byDrop) {
            DesiredState with = bed.desired();
            bed.drop().remove(file);
            bed.markers().awaitTakenOut(file, with);
            said = "the file was deleted";
        } else {
            said = bed.shell().run("hook:remove " + release.split(" ", 2)[0]);
        }
        if (!bed.desired().equals(before) || !bed.awaitService()) {
            bed.detail("accepted; its removal did not lead back: " + said);
            return Outcome.NO_WAY_BACK;
        }
        bed.gateway().expectAnswers();
        return isQuarantined ? Outcome.QUARANTINED : Outcome.MADE;
    }

    /** Waits for the quarantine if nothing else is allowed. */
    private boolean awaitQuarantine(TestBed bed, String release) throws NoAnswerException, InterruptedException {
        boolean mayRun = plugin.allowed().contains(Outcome.MADE);
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(mayRun ? 0 : QUARANTINE_TIMEOUT_S);
        while (true) {
            if (isQuarantined(bed, release)) {
                return true;
            }
            if (System.nanoTime() >= deadlineNanos) {
                return false;
            }
            bed.gateway().callWithKey();
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private static boolean isQuarantined(TestBed bed, String release) throws NoAnswerException, InterruptedException {
        Agreement.State state = bed.shell().states().get(release);
        return state != null && state.name().equals("QUARANTINED");
    }

    /** Writes its guard rule. Returns the file, or the data folder if there is none. */
    private Path guard(TestBed bed, String name) throws IOException, InterruptedException {
        String rule = plugin.guardRule(name);
        if (rule.isEmpty()) {
            return bed.data();
        }
        Path file = bed.data().resolve("conf").resolve("io.hookline.guard-campaign.cfg");
        Files.writeString(file, rule);
        // The configuration folder is looked at each second.
        bed.observe(2_500);
        return file;
    }
}
