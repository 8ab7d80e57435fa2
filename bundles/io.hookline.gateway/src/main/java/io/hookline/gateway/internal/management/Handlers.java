package io.hookline.gateway.internal.management;

import io.hookline.common.json.Json;
import io.hookline.gateway.management.ManagementHandler;
import io.hookline.gateway.management.ManagementRequest;
import io.hookline.gateway.management.ManagementResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of the management port, by their paths. Safe for use by many threads. */
final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

    private final Map<ManagementHandler, String> paths = new ConcurrentHashMap<>();

    void add(ManagementHandler handler, String path) {
        paths.put(handler, path);
    }

    void remove(ManagementHandler handler) {
        paths.remove(handler);
    }

    /** Answers a request, whatever happens. */
    ManagementResponse answer(ManagementRequest request) {
        ManagementHandler handler = of(request.path());
        if (handler == null) {
            return problem(404, "there is nothing at this path");
        }
        try {
            return handler.answer(request);
        } catch (Exception | Error e) {
            LOG.error("the management port could not answer {} {}", request.method(), request.path(), e);
            return problem(500, "this request has failed: the log says why");
        }
    }

    /** An answer that says what is wrong. */
    static ManagementResponse problem(int status, String problem) {
        return ManagementResponse.json(status, Json.of(Map.of("problem", problem)));
    }

    private @Nullable ManagementHandler of(String path) {
        ManagementHandler best = null;
        int length = -1;
        for (Map.Entry<ManagementHandler, String> each : paths.entrySet()) {
            String own = each.getValue();
            boolean fits = path.equals(own) || path.startsWith(own.endsWith("/") ? own : own + "/");
            if (fits && own.length() > length) {
                best = each.getKey();
                length = own.length();
            }
        }
        return best;
    }
}
