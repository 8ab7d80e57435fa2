package io.hookline.stress;

import io.hookline.engine.internal.generation.Barrier;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The same as {@link AsymmetricBarrierTest} in the fenced mode: the call fences, the writer's barrier does nothing. */
@JCStressTest
@Outcome(id = "new, .*", expect = Expect.ACCEPTABLE, desc = "The call starts anew.")
@Outcome(id = "old, leased", expect = Expect.ACCEPTABLE, desc = "The writer waits for the call.")
@Outcome(id = "old, free", expect = Expect.FORBIDDEN, desc = "The call runs, and the writer does not know.")
@State
public class FencedBarrierTest {

    private static final Barrier BARRIER = new Barrier.Fenced("a test");

    private long lease;
    private volatile long number = 1;

    /** A call. */
    @Actor
    public void call(LL_Result result) {
        lease = 1;
        VarHandle.fullFence();
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
