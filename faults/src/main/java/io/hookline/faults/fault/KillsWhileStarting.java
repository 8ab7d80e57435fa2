package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Four starts that are killed from outside, which no plugin is to blame for. */
final class KillsWhileStarting implements Fault {

    @Override
    public String name() {
        return "process.kills-while-starting";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        bed.end(EndKind.KILL);
        for (int i = 0; i < 4; i++) {
            bed.begin(0);
            bed.process().awaitEnd(500 + bed.random().nextInt(4_000), TimeUnit.MILLISECONDS);
            bed.end(EndKind.KILL);
        }
        Outcome start = bed.start();
        return start == Outcome.IN_SERVICE && !bed.desired().equals(before) ? Outcome.HALF_MADE : start;
    }
}
