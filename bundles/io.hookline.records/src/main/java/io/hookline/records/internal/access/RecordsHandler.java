package io.hookline.records.internal.access;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordRefusedException;
import io.hookline.records.internal.business.InvalidRecordException;
import io.hookline.records.internal.business.RecordService;
import io.hookline.records.internal.data.StoredRecord;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.hook.StatementRefusedException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources {@code /records} and {@code /records/{id}}. On worker threads. */
final class RecordsHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsHandler.class);
    private static final String COLLECTION = "/records";
    private static final String CALL_ID = "X-Call-Id";
    private static final String TENANT_HEADER = "X-Tenant";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final RecordService service;
    private volatile int maxRequestBytes;
    private final RecordJson json = new RecordJson();

    RecordsHandler(RecordService service, int maxRequestBytes) {
        this.service = service;
        this.maxRequestBytes = maxRequestBytes;
    }

    /** Changes the size of a body that later requests may have. */
    void limit(int next) {
        maxRequestBytes = next;
    }

    int maxRequestBytes() {
        return maxRequestBytes;
    }

    /** Serves a request; never throws. */
    FullHttpResponse handle(RecordsRequest request) {
        HookContext context = contextOf(request);
        FullHttpResponse response = outcome(request, context);
        response.headers().set(CALL_ID, context.callId());
        return response;
    }

    private FullHttpResponse outcome(RecordsRequest request, HookContext context) {
        Problem problem;
        try {
            return serve(request, context);
        } catch (Problem e) {
            problem = e;
        } catch (InvalidRecordException e) {
            problem = Problem.refused(e.reasons());
        } catch (RecordRefusedException e) {
            problem = Problem.refused(e.reasons());
        } catch (DatabaseUnavailableException e) {
            LOG.warn("call {}: {}", context.callId(), e.getMessage());
            problem = Problem.of(503, "The database cannot be reached.", "Try again in a moment.", "Retry-After", "1");
        } catch (StatementRefusedException e) {
            problem = Problem.of(403, "The request is refused: " + e.getMessage() + ".", null);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.error("call {}: {} {} failed", context.callId(), request.method(), request.path(), e);
            problem = Problem.of(500, "The request failed inside the service.", null);
        }
        FullHttpResponse response =
                response(problem.status(), "application/problem+json", json.bytes(problem, context.callId()));
        problem.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }

    private FullHttpResponse serve(RecordsRequest request, HookContext context) throws Exception {
        String path = request.path();
        HttpMethod method = request.method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (path.equals(COLLECTION)) {
            if (reads) {
                return list(request, context);
            }
            if (method.equals(HttpMethod.POST)) {
                return add(request, context);
            }
            throw notAllowed("GET, HEAD, POST");
        }
        long id = idOf(path);
        if (reads) {
            StoredRecord record = service.find(id, context);
            if (record == null) {
                throw noRecord(id);
            }
            return response(200, "application/json", json.bytes(record));
        }
        if (method.equals(HttpMethod.DELETE)) {
            if (!service.remove(id, context)) {
                throw noRecord(id);
            }
            return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
        }
        throw notAllowed("GET, HEAD, DELETE");
    }

    private FullHttpResponse list(RecordsRequest request, HookContext context) throws Exception {
        int limit = (int) number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        long after = number(request, "after", 0, 0, Long.MAX_VALUE);
        List<StoredRecord> found = service.list(after, limit + 1, context);
        boolean more = found.size() > limit;
        return response(200, "application/json", json.page(more ? found.subList(0, limit) : found, more));
    }

    private FullHttpResponse add(RecordsRequest request, HookContext context) throws Exception {
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw Problem.of(
                    415,
                    type == null ? "The body has no Content-Type." : "The body's Content-Type is not JSON in UTF-8.",
                    "Send Content-Type: application/json.");
        }
        byte[] body = request.body();
        if (body == null) {
            throw tooBig();
        }
        StoredRecord record = service.add(json.draft(body), context);
        FullHttpResponse response = response(201, "application/json", json.bytes(record));
        response.headers().set(HttpHeaderNames.LOCATION, COLLECTION + "/" + record.id());
        return response;
    }

    private Problem tooBig() {
        return Problem.of(413, "The body is larger than " + maxRequestBytes + " bytes.", "Send a smaller record.");
    }

    private static HookContext contextOf(RecordsRequest request) {
        String given = request.headers().get(CALL_ID);
        HookContext.Builder builder = HookContext.builder();
        if (given != null && HookContext.isCallId(given)) {
            builder.callId(given);
        }
        HookContext context = builder.build();
        String tenant = request.headers().get(TENANT_HEADER);
        if (tenant != null) {
            context.put(SqlDatabase.TENANT, tenant);
        }
        return context;
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
            throw Problem.of(404, "There is no such resource.", "Records are at /records and /records/{id}.");
        }
        return Long.parseLong(id);
    }

    private static long number(RecordsRequest request, String name, long absent, long least, long most) throws Problem {
        List<String> values = request.parameters().get(name);
        @Nullable String text = values == null ? null : values.get(0);
        if (text == null) {
            return absent;
        }
        boolean digits = text.matches("[0-9]{1,18}");
        if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw Problem.of(
                    400,
                    "The parameter '" + name + "' is not a valid number.",
                    "Give a whole number, " + least + (most == Long.MAX_VALUE ? " or more." : " to " + most + "."));
        }
        return Long.parseLong(text);
    }

    private static Problem noRecord(long id) {
        return Problem.of(404, "There is no record " + id + ".", "GET /records lists the records.");
    }

    private static Problem notAllowed(String allowed) {
        return Problem.of(
                405, "This resource does not support the method.", "Use one of " + allowed + ".", "Allow", allowed);
    }

    private static FullHttpResponse response(int status, String type, byte[] body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }
}
