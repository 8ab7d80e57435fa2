package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** The data folder is moved to another place. */
final class MovedFolder implements Fault {

    @Override
    public String name() {
        return "process.moved-folder";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        bed.endSomehow();
        bed.moveData();
        Outcome start = bed.start();
        return start == Outcome.IN_SERVICE && !bed.desired().equals(before) ? Outcome.HALF_MADE : start;
    }
}
