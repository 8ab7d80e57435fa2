package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;

/** A jar that is dropped, replaced and taken out again. */
final class DropAndTakeOut implements Fault {

    private static final String NAME = "campaign.passing";

    @Override
    public String name() {
        return "change.drop";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public boolean endsWithDrop() {
        return true;
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        for (int i = 0; i < 2; i++) {
            DesiredState before = bed.desired();
            Markers.Draft draft = bed.markers().next(NAME);
            bed.drop().put(NAME, Files.readAllBytes(draft.jar()));
            if (!bed.markers().awaitDrop(NAME, before)) {
                return Outcome.REFUSED;
            }
            if (!bed.desired().equals(before.with(NAME, draft.version()))) {
                return Outcome.HALF_MADE;
            }
        }
        DesiredState with = bed.desired();
        bed.drop().remove(NAME);
        bed.markers().awaitTakenOut(NAME, with);
        return bed.desired().equals(with.without(NAME)) ? Outcome.MADE : Outcome.HALF_MADE;
    }
}
