package io.hookline.engine.runner;

import io.hookline.engine.contract.Contract;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows codecs for contracts. The bundle that defines a contract is the best place for its codec. Register it with
 * {@link io.hookline.engine.Engine#addCodecProvider}, or in OSGi as a service. Safe for use by many threads.
 */
@ConsumerType
@FunctionalInterface
public interface CodecProvider {

    /** The codec of a contract; empty if this provider has none. Must return at once. */
    Optional<Codec> codecFor(Contract<?> contract);
}
