package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;

/** A jar that is written to the drop folder in two halves. */
final class DropHalf implements Fault {

    @Override
    public String name() {
        return "change.half-written";
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
        DesiredState before = bed.desired();
        Markers.Draft draft = bed.markers().next(Markers.BY_DROP);
        byte[] whole = Files.readAllBytes(draft.jar());
        bed.drop().put(Markers.BY_DROP, Arrays.copyOf(whole, whole.length / 2));
        bed.observe(bed.random().nextInt(3_000));
        if (!bed.desired().equals(before)) {
            return Outcome.HALF_MADE;
        }
        bed.drop().put(Markers.BY_DROP, whole);
        bed.markers().awaitDrop(Markers.BY_DROP, before);
        return bed.desired().equals(before.with(Markers.BY_DROP, draft.version())) ? Outcome.MADE : Outcome.HALF_MADE;
    }
}
