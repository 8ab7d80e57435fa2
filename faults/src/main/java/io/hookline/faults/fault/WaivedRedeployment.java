package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/** A release whose version lies: it is refused, and made when it is deployed again with a waiver by name. */
final class WaivedRedeployment implements Fault {

    private static final String NAME = "campaign.waived";

    @Override
    public String name() {
        return "change.waived";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        Markers.Draft honest = bed.markers().providing(NAME);
        String said = bed.shell().run("hook:deploy '" + honest.jar() + "'");
        DesiredState before = bed.desired();
        if (!honest.version().equals(before.versions().get(NAME))) {
            bed.detail(said);
            return Outcome.REFUSED;
        }
        Markers.Draft lying = bed.markers().micro(honest);
        said = bed.shell().run("hook:deploy '" + lying.jar() + "'");
        if (!said.contains("VERSION_LIES") || !bed.desired().equals(before)) {
            bed.detail(said);
            return Outcome.HALF_MADE;
        }
        said = bed.shell().run("hook:deploy '" + lying.jar() + "' --waive " + NAME);
        if (bed.desired().equals(before.with(NAME, lying.version()))) {
            return Outcome.MADE;
        }
        bed.detail(said);
        return Outcome.HALF_MADE;
    }
}
