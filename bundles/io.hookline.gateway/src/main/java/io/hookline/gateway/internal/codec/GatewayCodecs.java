package io.hookline.gateway.internal.codec;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.PreUpstreamHook;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Provides the codecs of the gateway's contracts. */
@Component
public final class GatewayCodecs implements CodecProvider {

    /** Makes nothing yet. */
    public GatewayCodecs() {}

    @Override
    public Optional<Codec> codecFor(Contract<?> contract) {
        Class<?> type = contract.type();
        boolean isOurs = type == PreRequestHook.class
                || type == PreUpstreamHook.class
                || type == PostProcessHook.class
                || type == ErrorHook.class
                || type == CompletedHook.class;
        return isOurs ? Optional.of(new ExchangeCodec()) : Optional.empty();
    }
}
