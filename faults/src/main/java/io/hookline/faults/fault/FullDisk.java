package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.plugin.MarkerPlugin;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** No file can grow while the process runs: a change is refused, and made once there is room again. */
final class FullDisk implements Fault {

    @Override
    public String name() {
        return "process.full-disk";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public boolean isPossible() {
        return Files.isExecutable(Path.of("/usr/bin/prlimit"));
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        byte[] ballast = new byte[200_000];
        bed.random().nextBytes(ballast);
        Markers.Draft draft = bed.markers().next("campaign.a");
        bed.markers()
                .write(draft.name() + "-" + draft.version(), MarkerPlugin.jar(draft.name(), draft.version(), ballast));
        limit(bed, String.valueOf(1 + bed.random().nextInt(100_000)));
        String said;
        try {
            said = bed.shell().run("hook:deploy '" + draft.jar() + "'");
            if (!bed.desired().equals(before)) {
                bed.detail("with a full disk: " + said);
                return Outcome.HALF_MADE;
            }
        } finally {
            limit(bed, "unlimited");
        }
        said = bed.shell().run("hook:deploy '" + draft.jar() + "'");
        if (bed.desired().equals(before.with(draft.name(), draft.version()))) {
            return Outcome.MADE;
        }
        bed.detail("with room again: " + said);
        return Outcome.NO_WAY_BACK;
    }

    /** Limits the size of the files of the running process (Linux). */
    private static void limit(TestBed bed, String bytes) throws IOException, InterruptedException {
        Process limit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(bed.process().pid()), "--fsize=" + bytes + ":")
                .redirectErrorStream(true)
                .start();
        if (limit.waitFor() != 0) {
            throw new IOException("prlimit failed with status " + limit.exitValue());
        }
    }
}
