package io.hookline.engine.runner;

import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import org.osgi.annotation.versioning.ProviderType;

/** What a runner gets to attach a hook. */
@ProviderType
public interface AttachRequest {

    /** The contract of the point that the hook is at. */
    Contract<?> contract();

    /** The hook's description as it is now. */
    HookInfo info();

    /**
     * What the hook's source gave: an object of the contract, unless the source {@linkplain
     * io.hookline.engine.HookSource#runner names} this runner as the only one.
     */
    Object hook();

    /** The settings to attach it with. */
    GuardSettings settings();

    /** How the attachment reaches the hook's guard, from now until it is closed. */
    RunnerContext context();

    /**
     * The contract's codec. The engine replaces the attachment when the codec's provider leaves.
     *
     * @throws AttachException if no provider has one; the message names the contract, the runner, and what to install
     */
    default Codec codec() throws AttachException {
        return codec(Codec.class);
    }

    /**
     * The contract's codec of a kind: a runner with a protocol of its own, such as proxy-wasm, may define an extension
     * of {@link Codec} and ask for that.
     *
     * @throws AttachException if no provider has one; the message names the contract, the runner, and what to install
     */
    <C extends Codec> C codec(Class<C> kind) throws AttachException;
}
