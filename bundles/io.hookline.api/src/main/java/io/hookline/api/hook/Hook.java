package io.hookline.api.hook;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The built-in contract: something that happens before, after, or on the failure of a host's action.
 *
 * <p>All hooks of one call share its {@link HookContext}. {@code before} runs in the chain's order, {@code after} and
 * {@code failed} in reverse. Every hook whose {@code before} completed gets exactly one of {@code after} and {@code
 * failed}. A hook whose {@code before} threw gets neither, and neither the action nor the hooks behind it run. A {@code
 * before} refuses the action by throwing.
 *
 * <p>Methods are called on the host's thread, by many threads at once; they may block as long as the point's host says
 * they may. A hook may trigger its own point again. After the hook's service is unregistered and drained, none is
 * called any more.
 */
@ConsumerType
public interface Hook {

    /**
     * Runs before the action.
     *
     * @throws Exception refuses the action; under the point's policy {@code SKIP} the chain goes on without this hook
     */
    default void before(HookContext context) throws Exception {}

    /**
     * Runs after the action returned.
     *
     * @param result what the action returned
     * @throws Exception makes the call fail; hooks ahead of this one then get {@code failed}
     */
    @Compose(value = Composition.NOTIFY, reverse = true)
    default void after(HookContext context, @Nullable Object result) throws Exception {}

    /**
     * Runs after the action, or a hook behind this one, threw.
     *
     * @param failure what the caller is going to see; what this method throws is added to it as suppressed,
     *     unless it has sixteen of those already
     */
    @Compose(value = Composition.NOTIFY, reverse = true)
    default void failed(HookContext context, Throwable failure) throws Exception {}

    /**
     * Wraps the action and the hooks behind this one. Override it only where before, after and failed do not suffice.
     *
     * @throws Exception what the action or a hook threw
     */
    @Compose(Composition.AROUND)
    default @Nullable Object around(HookContext context, Next<HookContext, @Nullable Object> next) throws Exception {
        before(context);
        Object result;
        try {
            result = next.proceed(context);
        } catch (Throwable failure) {
            try {
                failed(context, failure);
            } catch (Exception | LinkageError | StackOverflowError second) {
                Suppressed.add(failure, second);
            }
            throw failure;
        }
        after(context, result);
        return result;
    }
}
