package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** The required plugin stopped by force, and started again: the gateway closes in between. */
final class ForcedStopOfRequired implements Fault {

    private static final String KEYS = "io.hookline.plugin.apikey";

    @Override
    public String name() {
        return "change.forced-stop";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        String said = bed.shell().run("hook:stop --force " + KEYS);
        if (!bed.desired().equals(before.stopping(KEYS))) {
            bed.detail(said);
            return Outcome.REFUSED;
        }
        bed.observe(500);
        said = bed.shell().run("hook:start " + KEYS);
        if (bed.desired().equals(before) && bed.awaitService()) {
            return Outcome.MADE;
        }
        bed.detail(said);
        return Outcome.NO_WAY_BACK;
    }
}
