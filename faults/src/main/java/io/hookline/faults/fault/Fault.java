package io.hookline.faults.fault;

import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.process.NoAnswerException;
import java.io.IOException;
import java.util.Set;

/**
 * What a step does to the process under test: an ordinary change, a hostile plugin, damage, a kill. To add one, write a
 * class and list it in {@link FaultCatalogue}. Stateless; used by one thread.
 */
public interface Fault {

    /** Its name in the ledger and for {@code --only}, such as {@code plugin.zip-bomb}. */
    String name();

    /** What may become of it, from the fault catalogue. */
    Set<Outcome> allowed();

    /**
     * Applies it to a process that serves, and leaves a process that serves, if the outcome is an allowed one.
     *
     * @return what became of it
     * @throws NoAnswerException if the shell gives no answer; this is an outcome that no fault allows
     * @throws IOException if the campaign itself cannot go on
     */
    Outcome apply(TestBed bed) throws IOException, InterruptedException, NoAnswerException;

    /** Whether the drop folder, and not the shell, makes the ordinary change that has to work afterwards. */
    default boolean endsWithDrop() {
        return false;
    }

    /** Whether this machine has what it needs. */
    default boolean isPossible() {
        return true;
    }
}
