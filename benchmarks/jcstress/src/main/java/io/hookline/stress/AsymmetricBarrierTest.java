package io.hookline.stress;

import io.hookline.engine.internal.generation.Barrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Steps 1 and 2 of a call against steps A to C of the writer, as {@code Leases} describes them: either the call sees
 * that its generation is old, or the writer sees its lease. The call only stores and loads; without the writer's
 * barrier the forbidden outcome occurs within seconds.
 */
@JCStressTest
@Outcome(id = "new, .*", expect = Expect.ACCEPTABLE, desc = "The call starts anew.")
@Outcome(id = "old, leased", expect = Expect.ACCEPTABLE, desc = "The writer waits for the call.")
@Outcome(id = "old, free", expect = Expect.FORBIDDEN, desc = "The call runs, and the writer does not know.")
@State
public class AsymmetricBarrierTest {

    private static final Barrier BARRIER = Barrier.forThisJvm();

    private long lease;
    private volatile long number = 1;

    /** A call. */
    @Actor
    public void call(LL_Result result) {
        lease = 1;
        result.r1 = number == 1 ? "old" : "new";
    }

    /** The writer. */
    @Actor
    public void change(LL_Result result) {
        number = 2;
        BARRIER.pass();
        result.r2 = lease == 0 ? "free" : "leased";
    }
}
