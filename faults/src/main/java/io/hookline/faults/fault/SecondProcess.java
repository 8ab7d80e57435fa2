package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.ChildProcess;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A second process on the same data folder: it must not start. */
final class SecondProcess implements Fault {

    @Override
    public String name() {
        return "process.second";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        ChildProcess second = ChildProcess.begin(bed.launch(bed.data(), Ports.free(), 0));
        try {
            if (!second.awaitEnd(60, TimeUnit.SECONDS)) {
                return Outcome.MADE;
            }
            bed.detail("status " + second.exitValue());
            return second.exitValue() != 0 && second.report().contains("hookline: ")
                    ? Outcome.REFUSED
                    : Outcome.NO_ANSWER;
        } finally {
            second.kill();
        }
    }
}
