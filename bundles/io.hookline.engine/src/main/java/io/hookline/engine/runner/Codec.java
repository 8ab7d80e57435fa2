package io.hookline.engine.runner;

import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.ContractMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the calls of one contract into plain values and back, for runners whose hooks live outside this JVM or in WASM.
 * Safe for use by many threads; no method waits.
 *
 * <p><b>Plain values</b> are null, {@link Boolean}, {@link Integer}, {@link Long}, {@link Double}, {@link String},
 * {@code byte[]}, {@link List} of plain values and {@link Map} from strings to plain values. How they become bytes
 * (CBOR, JSON) is the runner's business, so one codec for each contract serves all runners. Codec and runner must not
 * keep or change values that they passed on.
 *
 * <p>Both sides of a runner use the same codec: the <b>caller's side</b>, where the chain is, and the <b>hook's
 * side</b>. A guest in another language reads the values itself.
 *
 * <pre>
 *  caller's side                                       hook's side
 *  encodeArguments(method, arguments)             ->   decodeArguments(method, values)
 *                                                      the hook runs
 *  applyChanges(method, changes, arguments)       <-   encodeChanges(method, arguments)
 *  decodeResult(method, value, arguments)         <-   encodeResult(method, result)
 *  or decodeFailure(method, value)                <-   encodeFailure(method, failure)
 *
 *  and each time a hook of an AROUND method calls proceed(argument):
 *  applyChanges(method, changes, arguments)       <-   encodeChanges(method, arguments)
 *  decodeProceed(method, value, arguments)        <-   encodeProceed(method, argument)
 *  the rest of the chain runs
 *  encodeChanges(method, arguments)               ->   applyChanges(method, changes, arguments)
 *  encodeResult(method, result)                   ->   decodeResult(method, value, arguments)
 *  or encodeFailure(method, failure)              ->   decodeFailure(method, value)
 * </pre>
 *
 * <ul>
 *   <li>The {@code Next} of an AROUND method is not encoded: values hold the other arguments, and the runner on the
 *       hook's side puts its own {@code Next} last.
 *   <li>Of a method that returns a stage, result and failure are those with which the stage completes. Changes are
 *       encoded then too.
 *   <li>The runner carries the cancellation of the call's {@linkplain #context context}; the codec its call id, its
 *       deadline, and the attributes that it knows: {@link ContextValues} does.
 * </ul>
 *
 * <p>An exception of a method that is not meant for it, such as a {@link CodecException} for a value that does not fit,
 * fails the call.
 */
@ConsumerType
public interface Codec {

    /** The arguments as plain values, one for each, without the {@code Next} of an AROUND method. */
    List<@Nullable Object> encodeArguments(ContractMethod method, @Nullable Object[] arguments);

    /** The arguments of {@link #encodeArguments} as new objects, without the {@code Next} of an AROUND method. */
    @Nullable
    Object[] decodeArguments(ContractMethod method, List<@Nullable Object> values);

    /**
     * What one side has changed in mutable arguments, such as an HTTP exchange, and the other has to see. The default
     * has none.
     *
     * @param arguments what the method was called with on this side, without the {@code Next}
     * @return null if nothing
     */
    default @Nullable Object encodeChanges(ContractMethod method, @Nullable Object[] arguments) {
        return null;
    }

    /**
     * Applies the changes of the other side.
     *
     * @param changes what {@link #encodeChanges} returned there; not null
     * @param arguments what the method was called with on this side, without the {@code Next}
     */
    default void applyChanges(ContractMethod method, Object changes, @Nullable Object[] arguments) {
        throw new CodecException("changes of arguments have no meaning for " + method);
    }

    /**
     * The argument of {@code proceed} as a plain value. The default is for contracts without AROUND methods, and
     * throws.
     */
    default @Nullable Object encodeProceed(ContractMethod method, @Nullable Object argument) {
        throw new CodecException("the codec cannot call back for " + method);
    }

    /**
     * The argument of {@code proceed} for the rest of the chain. The default is for contracts without AROUND methods,
     * and throws.
     *
     * @param arguments those of the call on this side; return the first of them where the hook went on with it, so that
     *     the chain keeps the same object
     */
    default @Nullable Object decodeProceed(
            ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        throw new CodecException("the codec cannot call back for " + method);
    }

    /**
     * The context that carries the deadline and the cancellation of a call, on either side; null if none does. The
     * default is the argument that is one.
     *
     * @param arguments what the method was called with on this side
     */
    default @Nullable HookContext context(ContractMethod method, @Nullable Object[] arguments) {
        int at = method.contextParameter();
        return at < 0 ? null : (HookContext) arguments[at];
    }

    /** A result as a plain value; of a method that returns nothing, null. */
    @Nullable
    Object encodeResult(ContractMethod method, @Nullable Object result);

    /**
     * A result from its plain value.
     *
     * @param arguments those of the call on this side, for a result that is one of them
     */
    @Nullable
    Object decodeResult(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments);

    /** What the hook, or the rest of the chain, threw, as a plain value. The default keeps class name and message. */
    default Object encodeFailure(ContractMethod method, Throwable failure) {
        return RemoteHookException.encode(failure);
    }

    /**
     * What to throw for it. The default is a {@link RemoteHookException}; a codec creates the exceptions that its
     * contract declares.
     */
    default Exception decodeFailure(ContractMethod method, Object value) {
        return RemoteHookException.decode(value);
    }
}
