package io.hookline.faults.fault;

import io.hookline.faults.ledger.Agreement;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.plugin.MarkerPlugin;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A plugin that started once, and fails or hangs at the next start: it is left out, and comes back when it can. */
final class FailsAtNextStart implements Fault {

    private final boolean hangs;

    FailsAtNextStart(boolean hangs) {
        this.hangs = hangs;
    }

    @Override
    public String name() {
        return "process.plugin-" + (hangs ? "hangs" : "fails") + "-at-next-start";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        String name = TestBed.HOSTILE + "s" + bed.ledger().step();
        Path flag = bed.folder().resolve(name);
        Path jar = bed.markers()
                .write(name, MarkerPlugin.failing(name, "1.0.0", hangs ? "Hang-If" : "Throw-If", flag.toString()));
        String said = bed.shell().run("hook:deploy '" + jar + "'");
        if (!bed.desired().equals(before.with(name, "1.0.0"))) {
            bed.detail(said);
            return Outcome.REFUSED;
        }
        Files.createFile(flag);
        Outcome start = bed.restart();
        Files.delete(flag);
        if (start != Outcome.IN_SERVICE) {
            return start;
        }
        said = bed.shell().run("hook:start " + name);
        Agreement.State state = bed.shell().states().get(name + " 1.0.0");
        if (state == null || !state.isRunning()) {
            bed.detail("hook:start: " + said);
            return Outcome.NO_WAY_BACK;
        }
        bed.shell().run("hook:remove " + name);
        return bed.desired().equals(before) ? start : Outcome.HALF_MADE;
    }
}
