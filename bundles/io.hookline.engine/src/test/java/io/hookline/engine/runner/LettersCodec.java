package io.hookline.engine.runner;

import io.hookline.api.hook.Composition;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.Letters.Letter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The codec of {@link Letters}: a letter is a map with its text. */
final class LettersCodec implements Codec, CodecProvider {

    @Override
    public Optional<Codec> codecFor(Contract<?> contract) {
        return contract.type() == Letters.class ? Optional.of(this) : Optional.empty();
    }

    @Override
    public List<@Nullable Object> encodeArguments(ContractMethod method, @Nullable Object[] arguments) {
        int count = arguments.length - (method.composition() == Composition.AROUND ? 1 : 0);
        return Arrays.stream(arguments).limit(count).map(LettersCodec::encode).toList();
    }

    private static Object encode(@Nullable Object value) {
        return value instanceof Letter letter ? Map.of("text", letter.text) : Objects.requireNonNull(value);
    }

    @Override
    public @Nullable Object[] decodeArguments(ContractMethod method, List<@Nullable Object> values) {
        return values.stream()
                .map(value -> value instanceof Map<?, ?> map ? new Letter(String.valueOf(map.get("text"))) : value)
                .toArray();
    }

    @Override
    public @Nullable Object encodeChanges(ContractMethod method, @Nullable Object[] arguments) {
        return arguments[0] instanceof Letter letter ? letter.text : null;
    }

    @Override
    public void applyChanges(ContractMethod method, Object changes, @Nullable Object[] arguments) {
        ((Letter) Objects.requireNonNull(arguments[0])).text = (String) changes;
    }

    @Override
    public @Nullable Object encodeProceed(ContractMethod method, @Nullable Object argument) {
        return argument instanceof Letter letter ? letter.text : null;
    }

    @Override
    public @Nullable Object decodeProceed(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        Letter letter = (Letter) Objects.requireNonNull(arguments[0]);
        letter.text = String.valueOf(value);
        return letter;
    }

    @Override
    public @Nullable Object encodeResult(ContractMethod method, @Nullable Object result) {
        return result;
    }

    @Override
    public @Nullable Object decodeResult(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        return value;
    }

    @Override
    public Exception decodeFailure(ContractMethod method, Object value) {
        RemoteHookException remote = RemoteHookException.decode(value);
        return remote.type().equals(IOException.class.getName())
                ? new IOException(String.valueOf(remote.getMessage()))
                : remote;
    }
}
