package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** The process is told to end, and starts again. */
final class Restart implements Fault {

    @Override
    public String name() {
        return "process.restart";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        Outcome start = bed.restart();
        return start == Outcome.IN_SERVICE && !bed.desired().equals(before) ? Outcome.HALF_MADE : start;
    }
}
