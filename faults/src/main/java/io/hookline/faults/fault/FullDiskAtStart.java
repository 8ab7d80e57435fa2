package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** No file can grow while the process starts. */
final class FullDiskAtStart implements Fault {

    @Override
    public String name() {
        return "process.full-disk-at-start";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE, Outcome.CLOSED, Outcome.NOT_STARTED);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        bed.endSomehow();
        int blocks = 1 + bed.random().nextInt(40);
        bed.detail("ulimit -f " + blocks);
        bed.begin(blocks);
        Outcome outcome = bed.awaitStart();
        bed.end(EndKind.KILL);
        Outcome again = bed.start();
        if (again != Outcome.IN_SERVICE || !bed.desired().equals(before)) {
            bed.detail(outcome + "; with room again: " + again);
            return Outcome.NO_WAY_BACK;
        }
        return outcome;
    }
}
