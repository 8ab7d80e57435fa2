package io.hookline.faults.fault;

import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A change by the shell whose result is known.
 *
 * @param command the command
 * @param before the desired set before it
 * @param after the desired set after it
 */
record OrdinaryChange(String command, DesiredState before, DesiredState after) {

    /** A random change that is possible now: deploy, swap, remove, stop, start or roll back. */
    static OrdinaryChange random(TestBed bed) throws IOException, NoAnswerException, InterruptedException {
        Random random = bed.random();
        List<DesiredState> history = bed.shell().history();
        DesiredState now = history.get(0);
        String name = Markers.BY_SHELL.get(random.nextInt(Markers.BY_SHELL.size()));
        boolean isThere = now.versions().containsKey(name);
        if (isThere && now.stopped().contains(name)) {
            DesiredState started = now.with(name, String.valueOf(now.versions().get(name)));
            return new OrdinaryChange("hook:start " + name, now, started);
        }
        int choice = random.nextInt(isThere ? 4 : 2);
        return switch (choice) {
            case 2 -> new OrdinaryChange("hook:remove " + name, now, now.without(name));
            case 3 -> new OrdinaryChange("hook:stop " + name, now, now.stopping(name));
            default -> deploy(bed, now, 1 + random.nextInt(Markers.BY_SHELL.size()));
        };
    }

    /** Deploys new releases of some plugins together. */
    static OrdinaryChange deploy(TestBed bed, DesiredState now, int plugins) throws IOException {
        DesiredState after = now;
        StringBuilder command = new StringBuilder("hook:deploy");
        for (String name : Markers.BY_SHELL.subList(0, plugins)) {
            Markers.Draft draft = bed.markers().next(name);
            after = after.with(draft.name(), draft.version());
            command.append(" '").append(draft.jar()).append('\'');
        }
        return new OrdinaryChange(command.toString(), now, after);
    }

    /** Makes the change and returns what the command prints. */
    String make(Shell shell) throws NoAnswerException, InterruptedException {
        return shell.run(command);
    }
}
