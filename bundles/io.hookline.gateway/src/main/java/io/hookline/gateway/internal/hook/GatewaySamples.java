package io.hookline.gateway.internal.hook;

import io.hookline.api.CallSample;
import io.hookline.api.CallScope;
import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Sample calls of the gateway's points: by default {@code GET /} from this machine, without a header field. The options
 * are the same that a canary can route by: {@code :method}, {@code :path} (with or without a query), and header fields.
 */
public final class GatewaySamples {

    private static final String METHOD = ":method";
    private static final String PATH = ":path";
    private static final int ANY_PORT = 40_000;

    private final GatewayPoints points;

    /** Samples of these points. */
    public GatewaySamples(GatewayPoints points) {
        this.points = points;
    }

    /** The samples by point. */
    public Map<String, CallSample> byPoint() {
        return Map.of(
                PreRequestHook.POINT, given -> of(given, this::preRequest),
                PreUpstreamHook.POINT, given -> of(given, this::preUpstream),
                PostProcessHook.POINT, given -> of(given, this::postProcess),
                ErrorHook.POINT, given -> of(given, this::error),
                CompletedHook.POINT, given -> of(given, this::completed));
    }

    private Callable<String> of(Map<String, String> given, Stage stage) {
        Map<String, String> request = new LinkedHashMap<>(given);
        // Checked once here, not in each call.
        view(request);
        return () -> {
            ExchangeView view = view(request);
            try (CallScope scope = points.hookPoints().enter(view)) {
                return stage.call(view);
            }
        };
    }

    private String preRequest(ExchangeView view) throws Exception {
        return words(points.preRequest().call().onRequest(view), "passed");
    }

    private String preUpstream(ExchangeView view) throws Exception {
        return words(points.preUpstream().call().onForward(view), "passed");
    }

    private String postProcess(ExchangeView view) throws Exception {
        view.showUpstreamResponse(200, new Fields(), 0);
        points.postProcess().call().onResponse(view);
        return "passed";
    }

    private String error(ExchangeView view) throws Exception {
        return words(points.error().call().onError(view, new Failure(502, "a sample", null)), "left to the gateway");
    }

    private String completed(ExchangeView view) throws Exception {
        view.showUpstreamResponse(200, new Fields(), 0);
        points.completed().call().onCompleted(view, new Completion(Completion.Ending.COMPLETE, null));
        return "passed";
    }

    private static String words(@Nullable Response answer, String none) {
        return answer == null ? none : "answered " + answer.status();
    }

    private static ExchangeView view(Map<String, String> request) {
        String method = request.getOrDefault(METHOD, "GET");
        ExchangeView view = new ExchangeView(
                RequestHead.sample(method, request.getOrDefault(PATH, "/")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT),
                HookContext.create());
        new TreeMap<>(request).forEach((name, value) -> {
            if (name.equals(METHOD) || name.equals(PATH)) {
                return;
            }
            if (name.startsWith(":")) {
                throw new IllegalArgumentException(
                        "a sample request has " + METHOD + ", " + PATH + " and header fields, but no " + name);
            }
            view.requestHeaders().set(name, value);
        });
        return view;
    }

    /** The call of one point. */
    @FunctionalInterface
    private interface Stage {
        String call(ExchangeView view) throws Exception;
    }
}
