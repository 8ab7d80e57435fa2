package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.plugin.MarkerPlugin;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A plugin that started once, and kills the process at each later start: recovery leads back to the set before. */
final class CrashesAtNextStart implements Fault {

    private static final int MOST_CRASHES = 2;

    @Override
    public String name() {
        return "process.plugin-crashes-at-next-start";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.IN_SERVICE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        String set = bed.shell().setNumber();
        String name = TestBed.HOSTILE + "s" + bed.ledger().step();
        Path flag = bed.folder().resolve(name);
        Path jar = bed.markers().write(name, MarkerPlugin.failing(name, "1.0.0", "Kill-If", flag.toString()));
        String said = bed.shell().run("hook:deploy '" + jar + "'");
        if (!bed.desired().equals(before.with(name, "1.0.0"))) {
            bed.detail(said);
            return Outcome.REFUSED;
        }
        Files.createFile(flag);
        bed.endSomehow();
        int crashes = 0;
        bed.begin(0);
        while (crashes < MOST_CRASHES && bed.process().awaitEnd(bed.awaitShell() ? 0 : 30, TimeUnit.SECONDS)) {
            crashes++;
            bed.begin(0);
        }
        bed.detail(crashes + " crashes");
        // The runtime cannot tell these from kills from outside, which it does not hold against a set.
        boolean isBack =
                crashes < MOST_CRASHES ? bed.awaitStart() == Outcome.IN_SERVICE : WayBack.recover(bed, set, before);
        Files.delete(flag);
        if (!isBack) {
            return Outcome.NO_WAY_BACK;
        }
        if (bed.desired().versions().containsKey(name)) {
            bed.shell().run("hook:remove " + name);
        }
        return bed.desired().equals(before) ? Outcome.IN_SERVICE : Outcome.HALF_MADE;
    }
}
