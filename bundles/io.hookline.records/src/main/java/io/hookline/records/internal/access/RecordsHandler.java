package io.hookline.records.internal.access;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordRefusedException;
import io.hookline.records.internal.business.InvalidRecordException;
import io.hookline.records.internal.business.RecordService;
import io.hookline.records.internal.data.StoreUnavailableException;
import io.hookline.records.internal.data.StoredRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources {@code /records} and {@code /records/{id}}. On worker threads. */
final class RecordsHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsHandler.class);
    private static final String COLLECTION = "/records";
    private static final HttpString CALL_ID = new HttpString("X-Call-Id");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final RecordService service;
    private final int maxRequestBytes;
    private final RecordJson json = new RecordJson();

    RecordsHandler(RecordService service, int maxRequestBytes) {
        this.service = service;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    public void handleRequest(HttpServerExchange http) {
        HookContext context = contextOf(http);
        http.getResponseHeaders().put(CALL_ID, context.callId());
        Problem problem;
        try {
            serve(http, context);
            return;
        } catch (Problem e) {
            problem = e;
        } catch (InvalidRecordException e) {
            problem = Problem.refused(e.reasons());
        } catch (RecordRefusedException e) {
            problem = Problem.refused(e.reasons());
        } catch (StoreUnavailableException e) {
            LOG.warn("call {}: {}", context.callId(), e.getMessage());
            problem = Problem.of(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    "The database cannot be reached.",
                    "Try again in a moment.",
                    "Retry-After",
                    "1");
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.error("call {}: {} {} failed", context.callId(), http.getRequestMethod(), http.getRequestPath(), e);
            problem = Problem.of(StatusCodes.INTERNAL_SERVER_ERROR, "The request failed inside the service.", null);
        }
        problem.headers().forEach((name, value) -> http.getResponseHeaders().put(new HttpString(name), value));
        send(http, problem.status(), "application/problem+json", json.bytes(problem, context.callId()));
    }

    private void serve(HttpServerExchange http, HookContext context) throws Exception {
        String path = http.getRequestPath();
        HttpString method = http.getRequestMethod();
        boolean reads = method.equals(Methods.GET) || method.equals(Methods.HEAD);
        if (path.equals(COLLECTION)) {
            if (reads) {
                list(http);
            } else if (method.equals(Methods.POST)) {
                add(http, context);
            } else {
                throw notAllowed("GET, HEAD, POST");
            }
            return;
        }
        long id = idOf(path);
        if (reads) {
            StoredRecord record = service.find(id);
            if (record == null) {
                throw noRecord(id);
            }
            send(http, StatusCodes.OK, "application/json", json.bytes(record));
        } else if (method.equals(Methods.DELETE)) {
            if (!service.remove(id)) {
                throw noRecord(id);
            }
            http.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
        } else {
            throw notAllowed("GET, HEAD, DELETE");
        }
    }

    private void list(HttpServerExchange http) throws Exception {
        int limit = (int) number(http, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        long after = number(http, "after", 0, 0, Long.MAX_VALUE);
        List<StoredRecord> found = service.list(after, limit + 1);
        boolean more = found.size() > limit;
        send(http, StatusCodes.OK, "application/json", json.page(more ? found.subList(0, limit) : found, more));
    }

    private void add(HttpServerExchange http, HookContext context) throws Exception {
        String type = http.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw Problem.of(
                    StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                    type == null ? "The body has no Content-Type." : "The body's Content-Type is not JSON in UTF-8.",
                    "Send Content-Type: application/json.");
        }
        StoredRecord record = service.add(json.draft(body(http)), context);
        http.getResponseHeaders().put(Headers.LOCATION, COLLECTION + "/" + record.id());
        send(http, StatusCodes.CREATED, "application/json", json.bytes(record));
    }

    private byte[] body(HttpServerExchange http) throws Problem, IOException {
        if (http.getRequestContentLength() > maxRequestBytes) {
            throw tooBig();
        }
        http.startBlocking();
        byte[] bytes = http.getInputStream().readNBytes(maxRequestBytes + 1);
        if (bytes.length > maxRequestBytes) {
            throw tooBig();
        }
        return bytes;
    }

    private Problem tooBig() {
        return Problem.of(
                StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                "The body is larger than " + maxRequestBytes + " bytes.",
                "Send a smaller record.");
    }

    private static HookContext contextOf(HttpServerExchange http) {
        String given = http.getRequestHeaders().getFirst(CALL_ID);
        HookContext.Builder builder = HookContext.builder();
        if (given != null && HookContext.isCallId(given)) {
            builder.callId(given);
        }
        return builder.build();
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return parts[0].strip().equals("application/json");
    }

    private static long idOf(String path) throws Problem {
        String id = path.startsWith(COLLECTION + "/") ? path.substring(COLLECTION.length() + 1) : "";
        if (!id.matches("[1-9][0-9]{0,17}")) {
            throw Problem.of(
                    StatusCodes.NOT_FOUND, "There is no such resource.", "Records are at /records and /records/{id}.");
        }
        return Long.parseLong(id);
    }

    private static long number(HttpServerExchange http, String name, long absent, long least, long most)
            throws Problem {
        Deque<String> values = http.getQueryParameters().get(name);
        @Nullable String text = values == null ? null : values.peekFirst();
        if (text == null) {
            return absent;
        }
        boolean digits = text.matches("[0-9]{1,18}");
        if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw Problem.of(
                    StatusCodes.BAD_REQUEST,
                    "The parameter '" + name + "' is not a valid number.",
                    "Give a whole number, " + least + (most == Long.MAX_VALUE ? " or more." : " to " + most + "."));
        }
        return Long.parseLong(text);
    }

    private static Problem noRecord(long id) {
        return Problem.of(StatusCodes.NOT_FOUND, "There is no record " + id + ".", "GET /records lists the records.");
    }

    private static Problem notAllowed(String allowed) {
        return Problem.of(
                StatusCodes.METHOD_NOT_ALLOWED,
                "This resource does not support the method.",
                "Use one of " + allowed + ".",
                "Allow",
                allowed);
    }

    private static void send(HttpServerExchange http, int status, String type, byte[] body) {
        http.setStatusCode(status);
        http.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        http.setResponseContentLength(body.length);
        boolean head = http.getRequestMethod().equals(Methods.HEAD);
        http.getResponseSender().send(ByteBuffer.wrap(head ? new byte[0] : body));
    }
}
