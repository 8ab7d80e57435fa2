package io.hookline.stress;

import io.hookline.engine.internal.generation.Barrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Step 5 of a call against steps C to E of the writer: a writer that sees the lease ended and passes the barrier sees
 * all effects of the call.
 */
@JCStressTest
@Outcome(id = "free, done", expect = Expect.ACCEPTABLE, desc = "The call has ended.")
@Outcome(id = "leased, .*", expect = Expect.ACCEPTABLE, desc = "The writer waits on.")
@Outcome(id = "free, undone", expect = Expect.FORBIDDEN, desc = "The writer goes on ahead of the call's end.")
@State
public class EndOfLeaseTest {

    private static final Barrier BARRIER = Barrier.forThisJvm();

    private long lease = 1;
    private int work;

    /** The end of a call. */
    @Actor
    public void call() {
        work = 1;
        lease = 0;
    }

    /** The writer. */
    @Actor
    public void change(LL_Result result) {
        result.r1 = lease == 0 ? "free" : "leased";
        BARRIER.pass();
        result.r2 = work == 0 ? "undone" : "done";
    }
}
