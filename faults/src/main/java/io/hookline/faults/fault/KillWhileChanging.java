package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** A kill at any moment of a change: the set is the old or the new one. */
final class KillWhileChanging implements Fault {

    @Override
    public String name() {
        return "process.kill-while-changing";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE, Outcome.REFUSED);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        OrdinaryChange change = OrdinaryChange.random(bed);
        bed.detail(change.command());
        bed.gateway().expectGaps();
        bed.process().send(change.command());
        bed.observe(bed.random().nextInt(1_500));
        bed.end(bed.random().nextInt(3) == 0 ? EndKind.TERM : EndKind.KILL);
        Outcome start = bed.start();
        if (start != Outcome.IN_SERVICE) {
            return start;
        }
        DesiredState now = bed.desired();
        if (now.equals(change.after())) {
            return Outcome.MADE;
        }
        return now.equals(change.before()) ? Outcome.REFUSED : Outcome.HALF_MADE;
    }
}
