package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Recovery;
import java.io.IOException;

/** The way back that needs no start. */
final class WayBack {

    private WayBack() {}

    /**
     * Kills the process, has {@code hookline recover} choose an earlier set, and starts again.
     *
     * @param set its number
     * @param expected what it holds
     * @return whether the process then serves with it
     */
    static boolean recover(TestBed bed, String set, DesiredState expected)
            throws IOException, InterruptedException, NoAnswerException {
        bed.end(EndKind.KILL);
        Recovery recovery = bed.recover("--set", set);
        if (recovery.status() == 0
                && bed.start() == Outcome.IN_SERVICE
                && bed.desired().equals(expected)) {
            bed.detail("hookline recover led back");
            return true;
        }
        bed.detail("hookline recover --set " + set + " did not lead back: " + recovery.printed());
        return false;
    }
}
