package io.hookline.faults.fault;

import io.hookline.faults.damage.FileTree;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.ChildProcess;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A process on a copy of the data folder: it works on its own files only. */
final class CopiedFolder implements Fault {

    @Override
    public String name() {
        return "process.copied-folder";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException {
        DesiredState before = bed.desired();
        Path copied = bed.folder().resolve("copy");
        FileTree.delete(copied);
        if (bed.random().nextBoolean()) {
            bed.detail("copied while it runs");
            FileTree.copy(bed.data(), copied);
        } else {
            bed.endSomehow();
            FileTree.copy(bed.data(), copied);
            Outcome start = bed.start();
            if (start != Outcome.IN_SERVICE) {
                return start;
            }
        }
        ChildProcess copy = ChildProcess.begin(bed.launch(copied, Ports.free(), 0));
        try {
            Shell shell = new Shell(copy, bed.ledger());
            DesiredState start = shell.desired();
            if (!start.equals(before)) {
                bed.detail("the copy starts with " + start);
                return Outcome.HALF_MADE;
            }
            OrdinaryChange change = OrdinaryChange.deploy(bed, start, 2);
            String said = change.make(shell);
            if (!shell.desired().equals(change.after())) {
                bed.detail("the copy: " + said);
                return Outcome.REFUSED;
            }
        } finally {
            copy.kill();
            FileTree.delete(copied);
        }
        Outcome again = bed.restart();
        if (again != Outcome.IN_SERVICE) {
            return again;
        }
        return bed.desired().equals(before) ? Outcome.MADE : Outcome.HALF_MADE;
    }
}
