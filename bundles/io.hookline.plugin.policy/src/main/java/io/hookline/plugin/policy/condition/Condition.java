package io.hookline.plugin.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** One compiled condition. Immutable; safe for use by many threads. Evaluating it neither blocks nor has effects. */
public final class Condition {

    private final CelRuntime.Program program;
    private final boolean iterates;

    /**
     * A program.
     *
     * @param iterates whether it goes over lists or maps; only then can it take long
     */
    Condition(CelRuntime.Program program, boolean iterates) {
        this.program = program;
        this.iterates = iterates;
    }

    /** Evaluates it. Whatever goes wrong is a {@linkplain Verdict#failed failure}. */
    public Verdict test(Variables variables, Deadline deadline) {
        if (deadline.hasPassed()) {
            return Verdict.failed(deadline.message());
        }
        CelVariableResolver resolver = name -> Optional.ofNullable(variables.get(name));
        try {
            Object result =
                    iterates ? program.trace(resolver, (expression, value) -> check(deadline)) : program.eval(resolver);
            return result instanceof Boolean holds
                    ? holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD
                    : Verdict.failed("it is neither true nor false");
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return Verdict.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void check(Deadline deadline) {
        if (deadline.hasPassed()) {
            throw new IllegalStateException(deadline.message());
        }
    }
}
