package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.admin.web.WebContent;
import io.hookline.admin.web.WebFile;
import io.hookline.common.text.Printable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The static files of bundles. Safe for use by many threads. */
@Component(service = WebFiles.class)
public final class WebFiles {

    private static final Logger LOG = LoggerFactory.getLogger(WebFiles.class);

    /** The prefix of each. */
    private final Map<WebContent, String> contents = new ConcurrentHashMap<>();

    /** No files yet. */
    @Activate
    public WebFiles() {}

    /** Takes files in, by their service's properties. A prefix that is none is refused. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "remove")
    public void add(WebContent content, Map<String, Object> properties) {
        String prefix = String.valueOf(properties.get(WebContent.PREFIX));
        if (!prefix.startsWith("/") || !prefix.endsWith("/") || prefix.startsWith("/v1/")) {
            LOG.warn(
                    "static files below {} are refused: the service property {} begins and ends with a slash",
                    prefix,
                    WebContent.PREFIX);
            return;
        }
        contents.put(content, prefix);
    }

    /** Takes files out. */
    public void remove(WebContent content) {
        contents.remove(content);
    }

    /** What answers where there is no other resource. */
    Resource resource() {
        return new Resource("getFile", HttpMethod.GET, "/", null, Kind.READING, this::send);
    }

    private void send(Request request, Reply reply) throws Problem {
        String path = request.path();
        if (Arrays.asList(path.split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."))
                || path.indexOf('\\') >= 0
                || path.indexOf(0) >= 0) {
            throw Problem.notFound("There is nothing at " + Printable.excerpt(path));
        }
        WebFile file = find(path);
        if (file == null) {
            throw new Problem(
                    HttpResponseStatus.NOT_FOUND,
                    contents.isEmpty()
                            ? "The console is not installed; the API is below /v1"
                            : "There is nothing at " + Printable.excerpt(path));
        }
        boolean gzip = request.header(HttpHeaderNames.ACCEPT_ENCODING)
                .toLowerCase(Locale.ROOT)
                .contains("gzip");
        reply.file(file, gzip, request.header(HttpHeaderNames.IF_NONE_MATCH));
    }

    private @Nullable WebFile find(String path) {
        Map.Entry<WebContent, String> best = null;
        for (Map.Entry<WebContent, String> one : contents.entrySet()) {
            boolean fits = path.startsWith(one.getValue());
            if (fits
                    && (best == null
                            || best.getValue().length() < one.getValue().length())) {
                best = one;
            }
        }
        return best == null
                ? null
                : best.getKey().file(path.substring(best.getValue().length()));
    }
}
