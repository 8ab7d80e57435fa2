package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** A deployment of several plugins, and the rollback of it. */
final class RollBack implements Fault {

    @Override
    public String name() {
        return "change.rollback";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        OrdinaryChange change =
                OrdinaryChange.deploy(bed, before, 1 + bed.random().nextInt(3));
        String said = change.make(bed.shell());
        if (!bed.desired().equals(change.after())) {
            bed.detail(said);
            return Outcome.HALF_MADE;
        }
        said = bed.shell().run("hook:rollback");
        if (bed.desired().equals(before)) {
            return Outcome.MADE;
        }
        bed.detail(said);
        return Outcome.HALF_MADE;
    }
}
