package io.hookline.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a hook point: its name, its contract and its policy. Immutable; each {@code with…} method
 * returns a changed copy.
 *
 * @param <T> the contract
 */
public final class PointSpec<T> {

    /** How long a call waits for a required hook unless the host says otherwise. */
    public static final Duration DEFAULT_REQUIRED_WAIT = Duration.ofSeconds(5);

    private static final Duration LONGEST_REQUIRED_WAIT = Duration.ofDays(1);

    private final String name;
    private final Class<T> contract;
    private final ErrorPolicy errorPolicy;
    private final @Nullable T fallback;
    private final List<String> required;
    private final Duration requiredWait;
    private final boolean pure;

    private PointSpec(
            String name,
            Class<T> contract,
            ErrorPolicy errorPolicy,
            @Nullable T fallback,
            List<String> required,
            Duration requiredWait,
            boolean pure) {
        this.name = name;
        this.contract = contract;
        this.errorPolicy = errorPolicy;
        this.fallback = fallback;
        this.required = required;
        this.requiredWait = requiredWait;
        this.pure = pure;
    }

    /**
     * A point where a hook's failure aborts the call, and which requires no hook.
     *
     * @param name lower-case words, digits, dots and hyphens, for instance {@code http.pre-request}
     * @param contract an interface whose methods state their composition
     * @throws IllegalArgumentException if the name has another form
     */
    public static <T> PointSpec<T> of(String name, Class<T> contract) {
        if (!name.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot name a hook point: use lower-case words and digits joined by '.' or '-',"
                    + " for instance http.pre-request");
        }
        Objects.requireNonNull(contract, "contract");
        return new PointSpec<>(name, contract, ErrorPolicy.ABORT, null, List.of(), DEFAULT_REQUIRED_WAIT, false);
    }

    /**
     * Sets what a hook's failure does.
     *
     * @throws IllegalArgumentException for {@code FALLBACK}, which {@link #withFallback} sets together with its answer
     */
    public PointSpec<T> withErrorPolicy(ErrorPolicy policy) {
        if (policy == ErrorPolicy.FALLBACK) {
            throw new IllegalArgumentException("the policy FALLBACK needs an answer: use withFallback");
        }
        return new PointSpec<>(name, contract, policy, null, required, requiredWait, pure);
    }

    /** Sets the policy {@code FALLBACK}: after a failure the same method of this object is called instead. */
    public PointSpec<T> withFallback(T answer) {
        Objects.requireNonNull(answer, "answer");
        return new PointSpec<>(name, contract, ErrorPolicy.FALLBACK, answer, required, requiredWait, pure);
    }

    /**
     * Names hooks without which no call may pass: while one is missing, calls wait and then fail; and if one fails, the
     * call fails with it, whatever the policy.
     *
     * @param names symbolic names of plugins, or names of single hooks
     */
    public PointSpec<T> withRequired(List<String> names) {
        return new PointSpec<>(name, contract, errorPolicy, fallback, List.copyOf(names), requiredWait, pure);
    }

    /**
     * Sets how long calls wait for a missing required hook, counted from when it went missing.
     *
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public PointSpec<T> withRequiredWait(Duration wait) {
        if (wait.isNegative() || wait.compareTo(LONGEST_REQUIRED_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "the wait for a required hook cannot be negative or longer than a day: " + wait);
        }
        return new PointSpec<>(name, contract, errorPolicy, fallback, required, wait, pure);
    }

    /**
     * Declares that hooks at this point have no side effects: a call changes neither its arguments nor anything else,
     * and the arguments may be read after the call has returned. The engine may then call the hooks of a candidate as
     * well, on another thread, and compare the answers by {@code equals}.
     */
    public PointSpec<T> withPure() {
        return new PointSpec<>(name, contract, errorPolicy, fallback, required, requiredWait, true);
    }

    /** The point's name. */
    public String name() {
        return name;
    }

    /** The contract's class. */
    public Class<T> contract() {
        return contract;
    }

    /** What a hook's failure does. */
    public ErrorPolicy errorPolicy() {
        return errorPolicy;
    }

    /** What answers under the policy {@code FALLBACK}; null under the others. */
    public @Nullable T fallback() {
        return fallback;
    }

    /** The hooks or plugins without which no call may pass; unmodifiable. */
    public List<String> required() {
        return required;
    }

    /** How long a call waits for a missing required hook. */
    public Duration requiredWait() {
        return requiredWait;
    }

    /** Whether hooks have no side effects. */
    public boolean pure() {
        return pure;
    }

    @Override
    public String toString() {
        return "PointSpec[" + name + ", " + contract.getName() + ", " + errorPolicy + "]";
    }
}
