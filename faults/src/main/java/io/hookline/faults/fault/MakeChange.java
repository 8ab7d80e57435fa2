package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** An ordinary change by the shell. */
final class MakeChange implements Fault {

    @Override
    public String name() {
        return "change.shell";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        OrdinaryChange change = OrdinaryChange.random(bed);
        bed.detail(change.command());
        String said = change.make(bed.shell());
        DesiredState now = bed.desired();
        if (now.equals(change.after())) {
            return Outcome.MADE;
        }
        bed.detail(said);
        return now.equals(change.before()) ? Outcome.REFUSED : Outcome.HALF_MADE;
    }
}
