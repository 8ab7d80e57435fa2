package io.hookline.shell.internal.load;

import io.hookline.api.CallSample;
import io.hookline.load.LoadCaller;
import io.hookline.load.LoadOutcome;
import io.hookline.load.LoadTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Calls of a point by its host's own sample. */
final class SampleCalls implements LoadCaller {

    private final Callable<String> sample;
    private LoadOutcome latest = LoadOutcome.well("");

    private SampleCalls(Callable<String> sample) {
        this.sample = sample;
    }

    /**
     * A target whose calls differ from the sample as is given.
     *
     * @param given each {@code NAME=VALUE}
     * @throws IllegalArgumentException if one of them cannot be, with the message for the user
     */
    static LoadTarget of(CallSample sample, List<String> given) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("--arg is NAME=VALUE for this point, not \"" + text + "\"");
            }
            named.put(text.substring(0, equals), text.substring(equals + 1));
        }
        Callable<String> prepared = sample.prepare(named);
        return number -> new SampleCalls(prepared);
    }

    @Override
    public LoadOutcome call() throws Exception {
        String words = sample.call();
        if (!latest.kind().equals(words)) {
            latest = LoadOutcome.well(words);
        }
        return latest;
    }
}
